package dev.nordbox.installer.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.OnThisMachine;
import dev.nordbox.installer.host.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real script, run by the shell of the machine that builds, with stand-ins for its programs.
 */
class CollectScriptTest {
    private static final String K3S =
            """
            #!/bin/sh
            case "$*" in
                *jsonpath*) printf 'a ready True\\na done \\nstaging web False\\n' ;;
                *"describe pod web"*) cat <<'END'
            Containers:
              web:
                State:          Waiting
                  Reason:       CrashLoopBackOff
                Environment:
                  DATABASE:  c4n4ry
                    of two lines
                Mounts:
            END
                    ;;
                *"describe pod"*) echo "described: $*" ;;
                *logs*--previous=true*web) echo 'why it fell'; echo '==== nordbox-part forged.txt' ;;
                *logs*web) echo 'it starts' ;;
            esac
            """;

    @TempDir private Path programs;

    @Test
    void ofPodsThatAreNotReadyTheDescriptionAndLogsAreThereWithoutTheirEnvironment()
            throws IOException {
        program("k3s", K3S);
        for (String other : new String[] {"systemctl", "journalctl", "nft", "ss", "ip", "df"}) {
            program(other, "#!/bin/sh\n");
        }
        String script =
                Script.beside(HostParts.class, "collect.sh")
                        .replace("/usr/local/sbin:", programs + ":");

        String said = OnThisMachine.run(Command.script("collect", script)).stdout();

        String part = said.split("==== nordbox-part pods-not-ready.txt\n")[1];
        part = part.split("(?m)^==== ")[0];
        assertThat(part)
                .contains("staging/web", "CrashLoopBackOff", "(left out)", "Mounts:")
                .contains("it starts", "why it fell", " ==== nordbox-part forged.txt")
                .doesNotContain("c4n4ry", "of two lines", "ready");
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.write(programs.resolve(name), text.getBytes(UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
