package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of the node, as a person says them. */
class GiveNodeLabelsTest {
    @TempDir private Path files;

    @Test
    void theNodeHasTheLabelsThatAreSaid() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        box.withK3s(box.spec.config().k3s().with(Map.of("example.no/rack", "a7", "disk", "ssd")));
        box.cluster.labels.put("foreign", "stays");

        box.up();
        assertThat(box.cluster.labels)
                .isEqualTo(Map.of("example.no/rack", "a7", "disk", "ssd", "foreign", "stays"));
        assertThat(box.plan().changed()).isEmpty();

        box.withK3s(box.spec.config().k3s().with(Map.of("disk", "nvme")));
        box.host.reconnect();
        assertThat(box.up().changed()).extracting(StepResult::id).containsExactly("node-labels");
        assertThat(box.cluster.labels).isEqualTo(Map.of("disk", "nvme", "foreign", "stays"));
        assertThat(box.cluster.restarts).as("no restart for a label").hasSize(1);
        assertThat(box.plan().changed()).isEmpty();

        box.cluster.labels.put("disk", "edited");
        box.host.reconnect();
        box.up();
        assertThat(box.cluster.labels).containsEntry("disk", "nvme");

        box.withK3s(box.spec.config().k3s().with(Map.of()));
        box.host.reconnect();
        box.up();
        assertThat(box.cluster.labels).isEqualTo(Map.of("foreign", "stays"));
        assertThat(box.host.text(GiveNodeLabels.NOTE_FILE)).isEmpty();
        assertThat(box.plan().changed()).isEmpty();
    }
}
