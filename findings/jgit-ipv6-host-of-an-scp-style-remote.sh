#!/usr/bin/env bash
# JGit 7.8.1 splits an scp-style remote at the first colon even inside the brackets of an IPv6 address. Of
# git@[2001:db8::7]:/srv/app.git it takes "[2001" for the host and "db8::7]:/srv/app.git" for the path, without an error;
# what fails later is a look-up of a host that nobody wrote. JGit means to read brackets: in ssh:// URLs it does, with
# and without a port. git reads both forms alike and hands ssh the bare address. The two forms stand for one repository,
# so a box with only an IPv6 address can be reached by one spelling of it and not by the other.
#
# Seen (JGit's split; behind the bar, what git hands to ssh):
#   ssh://git@[2001:db8::7]/srv/app.git  user git host [2001:db8::7] path /srv/app.git  | git@2001:db8::7 git-upload-pack '/srv/app.git'
#   git@[2001:db8::7]:/srv/app.git  user git host [2001 path db8::7]:/srv/app.git  | git@2001:db8::7 git-upload-pack '/srv/app.git'
#   git@[192.0.2.7]:/srv/app.git  user git host [192.0.2.7] path /srv/app.git  | git@192.0.2.7 git-upload-pack '/srv/app.git'
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

remotes=('ssh://git@[2001:db8::7]/srv/app.git' 'git@[2001:db8::7]:/srv/app.git' 'git@[192.0.2.7]:/srv/app.git')

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
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

cat >Split.java <<'JAVA'
import org.eclipse.jgit.transport.URIish;

class Split {
    public static void main(String[] remotes) throws Exception {
        for (String remote : remotes) {
            var split = new URIish(remote);
            System.out.println(remote + "  user " + split.getUser() + " host " + split.getHost() + " path " + split.getPath());
        }
    }
}
JAVA
java -cp 'lib/*' Split.java "${remotes[@]}" 2>java.log >jgit || { cat java.log >&2; exit 2; }

# An "ssh" that only says what it was asked for: git runs it instead of a connection.
cat >ssh <<'SSH'
#!/bin/sh
[ "$1" != -o ] || shift 2
echo "$*" >>"$ASKED"
exit 1
SSH
chmod +x ssh
for remote in "${remotes[@]}"; do
  ASKED=$dir/asked GIT_SSH=$dir/ssh GIT_SSH_VARIANT=ssh GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null \
    git ls-remote "$remote" >/dev/null 2>&1 || true
done
paste -d'|' jgit asked | sed 's/|/  | /' | tee seen

cat >stated <<'STATED'
ssh://git@[2001:db8::7]/srv/app.git  user git host [2001:db8::7] path /srv/app.git  | git@2001:db8::7 git-upload-pack '/srv/app.git'
git@[2001:db8::7]:/srv/app.git  user git host [2001 path db8::7]:/srv/app.git  | git@2001:db8::7 git-upload-pack '/srv/app.git'
git@[192.0.2.7]:/srv/app.git  user git host [192.0.2.7] path /srv/app.git  | git@192.0.2.7 git-upload-pack '/srv/app.git'
STATED
diff stated seen >&2 || { echo "changed: JGit or git splits a bracketed host in another way" >&2; exit 1; }
echo "as stated: JGit takes the first colon of a bracketed IPv6 address for the end of the host"
