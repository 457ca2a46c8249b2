package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditRulesScriptTest {
    @TempDir private Path folder;
    private LocalShell shell;

    @BeforeEach
    void openAShell() throws IOException {
        shell = LocalShell.in(folder);
        shell.program("systemctl", "exit 0");
        shell.program("auditctl", "echo 'enabled 1'");
        shell.program("augenrules", "echo \"$*\" >" + folder.resolve("loaded"));
    }

    @Test
    void rulesAreLoadedIntoAnAuditdThatRuns() throws Exception {
        assertThat(load().exitCode()).isZero();
        assertThat(folder.resolve("loaded")).hasContent("--load");
    }

    @Test
    void anAuditdThatItsUnitsConditionsKeepDownIsSaid() throws Exception {
        shell.program("systemctl", "[ \"$2\" != is-active ]");

        CommandOutcome outcome = load();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("auditd does not run", "audit=0");
        assertThat(Files.exists(folder.resolve("loaded"))).isFalse();
    }

    @Test
    void whatTheKernelDoesNotTakeIsNamed() throws Exception {
        rules("-w %1$s/etc -p wa -k nordbox-x\n-w %1$s/none -p wa -k nordbox-x\n");
        shell.program("auditctl", "[ \"$1\" = -s ] && exec echo 'enabled 1'; echo 'No rules'");

        CommandOutcome outcome = load();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr())
                .contains("does not watch " + folder + "/etc\n")
                .doesNotContain("/none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-w %1$s/etc -p wa -k nordbox-x",
                "-a always,exit -S all -F dir=%1$s/etc -F perm=wa -F key=nordbox-x",
                "-a always,exit -F arch=b64 -S all -F perm=wa -F path=%1$s/etc"
            })
    void aPlaceIsWatchedInWhicheverWayTheKernelsRulesAreListed(String line) throws Exception {
        rules("-w %1$s/etc -p wa -k nordbox-x\n");
        listed(line.formatted(folder));
        assertThat(unwatched()).isEmpty();

        listed(line.formatted(folder).replace("/etc", "/etcetera"));
        assertThat(unwatched()).isEqualTo(folder + "/etc\n");
    }

    @Test
    void whatIsLockedUntilTheNextBootIsNotCalledMissing() throws Exception {
        rules("-w %1$s/etc -p wa -k nordbox-x\n");
        shell.program("auditctl", "[ \"$1\" = -s ] && exec echo 'enabled 2'; echo 'No rules'");

        assertThat(unwatched()).isEmpty();
    }

    private void listed(String line) throws IOException {
        shell.program(
                "auditctl", "[ \"$1\" = -s ] && exec echo 'enabled 1'; echo '%s'".formatted(line));
    }

    private String unwatched() throws Exception {
        CommandOutcome outcome = shell.runText(ShellSurvey.unwatched() + "set -u\nunwatched\n");
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome.stdout();
    }

    private void rules(String text) throws IOException {
        Files.createDirectories(folder.resolve("etc"));
        Path file = folder.resolve("rules");
        Files.writeString(file, "# ours\n-i\n" + text.formatted(folder));
        shell.file("/etc/audit/rules.d/zz-nordbox.rules", file);
    }

    private CommandOutcome load() throws Exception {
        return shell.runText(
                ShellSurvey.unwatched() + Script.beside(HostScript.class, "load-audit-rules.sh"));
    }
}
