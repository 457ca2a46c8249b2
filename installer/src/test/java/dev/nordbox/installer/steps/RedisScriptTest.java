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

/** What the script does to a host, in which order. */
class RedisScriptTest {
    @TempDir private Path folder;
    private LocalShell shell;

    @BeforeEach
    void openAShell() throws IOException {
        shell = LocalShell.in(folder);
        Files.createFile(folder.resolve("calls"));
        shell.program("systemctl", "echo \"systemctl $*\" >>" + folder.resolve("calls"));
    }

    @Test
    void theDistributionsOwnUnitIsKeptDownBeforeItIsThere() throws Exception {
        apt(0);

        assertThat(install().exitCode()).isZero();

        assertThat(calls())
                .containsExactly("systemctl mask --quiet redis-server.service", "apt install");
        assertThat(Files.readString(note())).isEqualTo("installed\n");
    }

    @Test
    void theListsAreOnlyFetchedWhenTheyAreNeeded() throws Exception {
        apt(1);

        assertThat(install().exitCode()).isZero();

        assertThat(calls())
                .containsExactly(
                        "systemctl mask --quiet redis-server.service",
                        "apt install",
                        "apt update",
                        "apt install");
    }

    @Test
    void aMirrorThatGivesNoneLeavesNothingBehindAndSaysWhy() throws Exception {
        apt(100);

        CommandOutcome outcome = install();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("Unable to locate package");
        assertThat(calls()).endsWith("systemctl unmask --quiet redis-server.service");
        assertThat(note()).doesNotExist();
    }

    private CommandOutcome install() throws Exception {
        return shell.runWithPackages("install-redis-package.sh", note().toString());
    }

    private Path note() {
        return folder.resolve("notes/redis-package");
    }

    /** An apt-get that finds no package so many times. */
    private void apt(int failures) throws IOException {
        Files.createFile(folder.resolve("failures"));
        shell.program(
                "apt-get",
                """
                case "$*" in *' update') echo 'apt update' >>%1$s; exit 0 ;; esac
                echo 'apt install' >>%1$s
                echo >>%2$s
                [ $(wc -l <%2$s) -gt %3$d ] && exit 0
                echo 'E: Unable to locate package redis-server' >&2
                exit 100"""
                        .formatted(folder.resolve("calls"), folder.resolve("failures"), failures));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }
}
