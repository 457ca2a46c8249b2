package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private CommandOutcome load() throws Exception {
        return shell.run("load-audit-rules.sh");
    }
}
