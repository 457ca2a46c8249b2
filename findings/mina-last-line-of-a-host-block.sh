#!/usr/bin/env bash
# Apache MINA SSHD 2.20.0 reads an ssh_config with a keyword twice in one Host block and takes the LAST line of the block,
# but of two blocks for the same host it takes the FIRST. ssh_config(5) knows one rule, for lines and blocks alike: the first
# value obtained is used. JGit 7.8.1, whose SSH transport is built on MINA, has a reader of its own for the same file and
# keeps that rule, and so does `ssh -G` (asked too, where there is an ssh). So two Java programs on one MINA, or MINA
# and ssh, go to different hosts by one file that all of them take without a word.
#
# Seen:
#   mina  192.0.2.2 port 2201 user last
#   jgit  192.0.2.1 port 2201 user first
#   ssh   192.0.2.1 port 2201 user first
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat >config <<'CONFIG'
Host box
  HostName 192.0.2.1
  HostName 192.0.2.2
  User first
  User last
  Port 2201

Host box
  HostName 192.0.2.3
  User never
  Port 2202
CONFIG

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.sshd</groupId>
      <artifactId>sshd-common</artifactId>
      <version>2.20.0</version>
    </dependency>
    <dependency>
      <groupId>org.eclipse.jgit</groupId>
      <artifactId>org.eclipse.jgit</artifactId>
      <version>7.8.1.202611041320-r</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 ||
  { cat mvn.log >&2; exit 2; }

cat >Lookup.java <<'JAVA'
import java.io.File;
import org.apache.sshd.client.config.hosts.ConfigFileHostEntryResolver;
import org.eclipse.jgit.internal.transport.ssh.OpenSshConfigFile;

class Lookup {
    public static void main(String[] args) throws Exception {
        File config = new File("config");
        var mina = new ConfigFileHostEntryResolver(config.toPath())
                .resolveEffectiveHost("box", 0, null, null, null, null);
        System.out.println("mina  " + mina.getHostName() + " port " + mina.getPort() + " user " + mina.getUsername());
        var jgit = new OpenSshConfigFile(new File("."), config, "nobody").lookup("box", -1, null);
        System.out.println("jgit  " + jgit.getValue("HostName") + " port " + jgit.getValue("Port")
                + " user " + jgit.getValue("User"));
    }
}
JAVA
java -cp 'lib/*' Lookup.java 2>java.log >seen || { cat java.log >&2; exit 2; }
if command -v ssh >/dev/null; then
  ssh -F config -G box 2>/dev/null </dev/null | awk '{value[$1] = $2}
    END {print "ssh   " value["hostname"] " port " value["port"] " user " value["user"]}' >>seen
fi
cat seen

grep -qx 'mina  192.0.2.2 port 2201 user last' seen || { echo "changed: MINA no longer takes the last line of the first block" >&2; exit 1; }
grep -qx 'jgit  192.0.2.1 port 2201 user first' seen || { echo "changed: JGit no longer takes the first line" >&2; exit 1; }
! grep '^ssh ' seen | grep -vqx 'ssh   192.0.2.1 port 2201 user first' || { echo "changed: ssh no longer takes the first line" >&2; exit 1; }
echo "as stated: MINA lets the last line of a block win, JGit and ssh the first"
