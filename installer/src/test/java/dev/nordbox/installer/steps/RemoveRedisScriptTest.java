package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's purge deletes the data of whoever has put the package to work. */
class RemoveRedisScriptTest {
    private static final String ASK = "systemctl is-enabled redis-server.service";
    private static final String UNMASK = "systemctl unmask --quiet redis-server.service";
    private static final String PURGE = "purge redis-server redis-tools";

    @TempDir private Path folder;
    private LocalShell shell;

    @BeforeEach
    void openAShell() throws IOException {
        shell = LocalShell.in(folder);
        shell.file("/var/lib/redis", data());
        shell.program("apt-get", "shift 10; echo \"$*\" >>" + folder.resolve("calls"));
        unitIs("masked");
    }

    @Test
    void asItCameItGoesAgain() throws Exception {
        assertThat(remove().stdout()).isEmpty();
        assertThat(calls()).containsExactly(ASK, PURGE, UNMASK);
    }

    @Test
    void anEmptyFolderOfThePackagesOwnGoesWithIt() throws Exception {
        Files.createDirectory(data());

        assertThat(remove().stdout()).isEmpty();
        assertThat(calls()).containsExactly(ASK, PURGE, UNMASK);
    }

    @Test
    void dataOfSomebodysStaysWithThePackageAndOnlyOurMaskGoes() throws Exception {
        Files.writeString(Files.createDirectory(data()).resolve("dump.rdb"), "REDIS");

        assertThat(remove().stdout()).contains("holds data");
        assertThat(calls()).containsExactly(ASK, UNMASK);
    }

    @Test
    void aUnitThatSomebodyFreedIsTheirs() throws Exception {
        unitIs("disabled");

        assertThat(remove().stdout()).isEqualTo("redis-server.service is not masked any more\n");
        assertThat(calls()).containsExactly(ASK);
    }

    @Test
    void aPurgeThatFailsLeavesTheUnitMasked() throws Exception {
        shell.program("apt-get", "exit 100");

        assertThat(shell.runWithPackages("remove-redis-package.sh", "redis-server").exitCode())
                .isEqualTo(1);
        assertThat(calls()).containsExactly(ASK);
    }

    private CommandOutcome remove() throws Exception {
        CommandOutcome outcome =
                shell.runWithPackages("remove-redis-package.sh", "redis-server", "redis-tools");
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome;
    }

    /** As systemctl answers: of a masked unit it is no success. */
    private void unitIs(String state) throws IOException {
        shell.program(
                "systemctl",
                "echo \"systemctl $*\" >>%s; [ $1 != is-enabled ] || { echo %s; exit 1; }"
                        .formatted(folder.resolve("calls"), state));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }
}
