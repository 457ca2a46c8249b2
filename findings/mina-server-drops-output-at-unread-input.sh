#!/usr/bin/env bash
# A server of Apache MINA SSHD 2.20.0 that runs commands as processes (ProcessShellCommandFactory) loses what a command has
# said when the command ends without reading its input: with 6 MB on standard input some four of five runs of
# `echo hello; exit 4` answer the exit code 4 and an empty standard output, without input none of them. Nobody is told: the
# exit code is right, so whoever tests a client against this server, as Java programs do, takes the silence for the client's
# or the command's.
#
# Seen:
#   without input: 100 of 100 said hello
#   with input: 19 of 100 said hello (12 to 22 in four runs)
#   all ended with 4
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.sshd</groupId>
      <artifactId>sshd-core</artifactId>
      <version>2.20.0</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 ||
  { cat mvn.log >&2; exit 2; }

cat >Deaf.java <<'JAVA'
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

class Deaf {
    static final int RUNS = 100;
    static final Duration LONG = Duration.ofMinutes(1);

    public static void main(String[] args) throws Exception {
        try (SshServer server = SshServer.setUpDefaultServer(); SshClient client = SshClient.setUpDefaultClient()) {
            server.setHost("127.0.0.1");
            server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
            server.setPasswordAuthenticator((user, password, session) -> true);
            server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
            server.start();
            client.setServerKeyVerifier((session, address, key) -> true);
            client.start();
            try (ClientSession session =
                    client.connect("anybody", "127.0.0.1", server.getPort()).verify(LONG).getSession()) {
                session.addPasswordIdentity("any");
                session.auth().verify(LONG);
                int ended = run(session, 0, "without input") + run(session, 6_000_000, "with input");
                System.out.println(ended == 2 * RUNS ? "all ended with 4" : ended + " ended with 4");
            }
        }
    }

    static int run(ClientSession session, int input, String which) throws Exception {
        int said = 0;
        int ended = 0;
        for (int i = 0; i < RUNS; i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ChannelExec exec = session.createExecChannel("sh -c 'echo hello; exit 4'")) {
                exec.setOut(out);
                exec.setErr(new ByteArrayOutputStream());
                exec.setIn(new ByteArrayInputStream(new byte[input]));
                exec.open().verify(LONG);
                exec.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LONG);
                ended += Integer.valueOf(4).equals(exec.getExitStatus()) ? 1 : 0;
            }
            said += out.toString().equals("hello\n") ? 1 : 0;
        }
        System.out.println(which + ": " + said + " of " + RUNS + " said hello");
        return ended;
    }
}
JAVA
java -cp 'lib/*' Deaf.java 2>java.log >seen || { cat java.log >&2; exit 2; }
cat seen

grep -qx 'without input: 100 of 100 said hello' seen || { echo "changed: output is lost without any input, too" >&2; exit 1; }
grep -qx 'all ended with 4' seen || { echo "changed: the exit code is lost, too" >&2; exit 1; }
! grep -qx 'with input: 100 of 100 said hello' seen || { echo "changed: nothing is lost any more" >&2; exit 1; }
