package dev.nordbox.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.steps.ControllerLease;
import dev.nordbox.installer.steps.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script, with a cluster that plays. */
class HoldControllerScriptTest {
    @TempDir private Path root;
    private LocalShell shell;
    private Path asked;

    @BeforeEach
    void aCluster() throws IOException {
        shell = LocalShell.in(root);
        asked = root.resolve("asked");
        shell.program(
                "k3s",
                """
                echo "$*" >>%s
                case "$*" in
                *"get leases"*) printf 'lease.coordination.k8s.io/%%s\\n' somebodys nordbox-ops-box nordbox-b ;;
                esac"""
                        .formatted(asked));
    }

    @Test
    void theLeaseOfEachControllerIsHeldAndNobodyElses() throws Exception {
        assertThat(
                        shell.runBeside(
                                ControllerLease.class, "hold-controller.sh", "hold", "B took it"))
                .isEqualTo(new CommandOutcome(0, "", ""));

        assertThat(Files.readString(asked))
                .contains(
                        "patch lease.coordination.k8s.io/nordbox-ops-box --type=merge",
                        "patch lease.coordination.k8s.io/nordbox-b --type=merge",
                        "\"nordbox.no/held\": \"taken-over\"",
                        "\"holderIdentity\": \"B took it\"")
                .doesNotContain("patch lease.coordination.k8s.io/somebodys");
    }

    @Test
    void whatIsLetGoTheControllerMakesAnew() throws Exception {
        assertThat(shell.runBeside(ControllerLease.class, "hold-controller.sh", "release", ""))
                .isEqualTo(new CommandOutcome(0, "", ""));

        assertThat(asked).content().contains("delete leases --selector=nordbox.no/held");
    }

    @Test
    void whereThereIsNoLeaseNothingIsHeld() throws Exception {
        shell.program("k3s", "exit 0");

        assertThat(
                        shell.runBeside(ControllerLease.class, "hold-controller.sh", "hold", "B")
                                .exitCode())
                .isEqualTo(1);
    }

    @Test
    void oneThatIsNotHeldIsToldThoughAnotherIs() throws Exception {
        shell.program(
                "k3s",
                """
                case "$*" in
                *"get leases"*) printf '%s\\n' lease/nordbox-a lease/nordbox-b ;;
                *"patch lease/nordbox-a"*) exit 1 ;;
                esac""");

        assertThat(
                        shell.runBeside(ControllerLease.class, "hold-controller.sh", "hold", "B")
                                .exitCode())
                .isEqualTo(1);
    }

    @Test
    void anApiThatDoesNotAnswerHoldsNothing() throws Exception {
        shell.program("k3s", "exit 1");

        assertThat(
                        shell.runBeside(ControllerLease.class, "hold-controller.sh", "hold", "B")
                                .exitCode())
                .isEqualTo(1);
    }
}
