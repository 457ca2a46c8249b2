package dev.nordbox.installer.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.steps.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script, over a server whose connections have no process of sshd's, as dropbear's. */
class LockScriptTest {
    private static final String ROW =
            "0 0 203.0.113.7:22 %s:50000\n\t cubic rto:204 lastsnd:20 lastrcv:%d lastack:20";

    private static final String OWN =
            "0 0 203.0.113.7:22 198.51.100.9:50001\n\t cubic rto:204 lastrcv:0\n";

    @TempDir private Path folder;
    private LocalShell shell;

    @BeforeEach
    void somebodyHasTheLock() throws IOException {
        shell = LocalShell.in(folder);
        shell.file("/run/nordbox-installer", folder.resolve("installer"));
        shell.program("systemctl", "exit 0");
        shell.variable("SSH_CONNECTION", "198.51.100.9 50001 203.0.113.7 22");
        Files.writeString(lock(), "theirs 0 0 1700000000 198.51.100.7 50000 4711/1 kari@desk\n");
    }

    @Test
    void aRunWhoseConnectionIsGoneKeepsNobodyOut() throws Exception {
        connections(OWN);

        assertThat(take()).isEqualTo("taken");
        assertThat(lock()).content().startsWith("ours ").contains(" 198.51.100.9 50001 ");
    }

    @Test
    void whereNotEvenThisConnectionIsKnownTheRunKeepsTheHost() throws Exception {
        connections("");

        assertThat(take()).startsWith("held\ttheirs\t");
    }

    @Test
    void aRunWhoseServerKnewNoAddressKeepsTheHost() throws Exception {
        Files.writeString(lock(), "theirs 0 0 1700000000 UNKNOWN 65535 4711/1 kari@desk\n");
        connections(OWN);

        assertThat(take()).startsWith("held\ttheirs\t");
    }

    @Test
    void aRunThatIsHeardKeepsTheHost() throws Exception {
        connections(OWN + ROW.formatted("198.51.100.7", 12_000));

        assertThat(take()).startsWith("held\ttheirs\t").contains("\t12\t198.51.100.7\t4711/1\t");
    }

    @Test
    void aRunThatIsSilentForTooLongDoesNot() throws Exception {
        connections(OWN + ROW.formatted("198.51.100.7", 61_000));

        assertThat(take()).isEqualTo("taken");
    }

    @Test
    void anAddressThatIsWrittenOtherwiseIsNotTakenForNone() throws Exception {
        connections(OWN + ROW.formatted("[fe80::1]%eth0", 12_000));

        assertThat(take()).startsWith("held\t");
    }

    @Test
    void whereNobodyKnowsTheConnectionsTheRunKeepsTheHost() throws Exception {
        shell.program("ss", "exit 127");

        assertThat(take()).startsWith("held\t");
    }

    private String take() throws Exception {
        CommandOutcome outcome =
                shell.runBeside(
                        HostLock.class,
                        "lock-take.sh",
                        "ours",
                        "60",
                        "-",
                        "4712/1",
                        "ola@desk",
                        "first");
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome.stdout().strip();
    }

    private void connections(String rows) throws IOException {
        Path answer = Files.writeString(folder.resolve("connections"), rows);
        shell.program("ss", "grep -A 1 -e \"${4##* }$\" %s || :".formatted(answer));
    }

    private Path lock() {
        return folder.resolve("installer.lock");
    }
}
