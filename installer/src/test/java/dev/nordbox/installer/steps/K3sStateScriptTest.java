package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.ClusterPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script that asks the cluster, with one that plays. */
class K3sStateScriptTest {
    @TempDir private Path root;
    private LocalShell shell;
    private Path baseline;

    @BeforeEach
    void aClusterThatIsUp() throws IOException {
        shell = LocalShell.in(root);
        shell.program("systemctl", "echo ActiveState=active");
        shell.program("journalctl", "exit 0");
        baseline = Files.writeString(root.resolve("baseline.yaml"), "kind: Namespace");
        cluster("True", "exit 0");
    }

    private void cluster(String ready, String diff) throws IOException {
        shell.program(
                "k3s",
                """
                case "$*" in
                *"get nodes"*) echo node=%s ;;
                *readyz*) echo ok ;;
                *diff*) %s ;;
                esac"""
                        .formatted(ready, diff));
    }

    @Test
    void whatWasComparedIsKnownBeItTheSameOrNot() throws Exception {
        assertThat(ask().known()).containsOnly(ClusterPart.NODE, ClusterPart.DRIFT);
        assertThat(ask().drifted()).isEmpty();

        cluster("True", "echo Files /tmp/LIVE-1/v1.Namespace..web and /tmp/x differ; exit 1");

        assertThat(ask().known()).contains(ClusterPart.DRIFT);
        assertThat(ask().drifted()).containsOnly("v1.Namespace..web");
    }

    @Test
    void withoutABaselineNobodyKnowsWhatDiffers() throws Exception {
        Files.delete(baseline);

        assertThat(ask().known()).containsOnly(ClusterPart.NODE);
        assertThat(ask().nodeReady()).isTrue();
    }

    @Test
    void nothingIsComparedOnANodeThatIsNotReady() throws Exception {
        cluster("False", "exit 0");

        assertThat(ask().known()).containsOnly(ClusterPart.NODE);
        assertThat(ask().nodeReady()).isFalse();
    }

    private ClusterFacts ask() throws Exception {
        return K3sSurvey.parse(
                shell.run("k3s-state.sh", baseline.toString(), "node", "drift").stdout());
    }
}
