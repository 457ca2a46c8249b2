package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.Taint;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels and taints of the node, as a person says them. */
class MarkNodeTest {
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
        assertThat(box.host.text(MarkNode.labels().noteFile())).isEmpty();
        assertThat(box.plan().changed()).isEmpty();
    }

    /** As on a box that came back from a kit: the node as it was, and no note. */
    @Test
    void whatIsSaidIsOursAgainAndWhatWasTakenOutMeanwhileIsLeft() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        box.cluster.labels.putAll(Map.of("disk", "nvme", "formerly", "said"));
        box.withK3s(box.spec.config().k3s().with(Map.of("disk", "nvme")));

        box.up();
        assertThat(box.host.text(MarkNode.labels().noteFile())).hasValue("disk\n");
        assertThat(box.cluster.labels).isEqualTo(Map.of("disk", "nvme", "formerly", "said"));
        assertThat(box.plan().changed()).isEmpty();

        box.withK3s(box.spec.config().k3s().with(Map.of()));
        box.host.reconnect();
        box.up();
        assertThat(box.cluster.labels).isEqualTo(Map.of("formerly", "said"));
    }

    @Test
    void theNodeHasTheTaintsThatAreSaidAndKeepsThoseOfOthers() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        box.withK3s(
                box.spec
                        .config()
                        .k3s()
                        .withTaints(
                                List.of(
                                        new Taint("example.no/batch", "yes", "PreferNoSchedule"),
                                        new Taint("CriticalAddonsOnly", "", "NoExecute"))));
        box.cluster.taints.put("node.kubernetes.io/unreachable:NoSchedule", "");

        box.up();
        assertThat(box.host.effects())
                .anyMatch(
                        effect ->
                                effect.endsWith(
                                        " kubectl taint node fake --overwrite"
                                                + " CriticalAddonsOnly:NoExecute"
                                                + " example.no/batch=yes:PreferNoSchedule"));
        assertThat(box.cluster.taints)
                .isEqualTo(
                        Map.of(
                                "example.no/batch:PreferNoSchedule", "yes",
                                "CriticalAddonsOnly:NoExecute", "",
                                "node.kubernetes.io/unreachable:NoSchedule", ""));
        assertThat(box.plan().changed()).isEmpty();

        box.cluster.taints.remove("CriticalAddonsOnly:NoExecute");
        box.host.reconnect();
        assertThat(box.up().changed()).extracting(StepResult::id).containsExactly("node-taints");
        assertThat(box.cluster.restarts).as("no restart for a taint").hasSize(1);

        box.withK3s(box.spec.config().k3s().withTaints(List.of()));
        box.host.reconnect();
        box.up();
        assertThat(box.cluster.taints)
                .containsOnlyKeys("node.kubernetes.io/unreachable:NoSchedule");
        assertThat(box.host.text(MarkNode.taints().noteFile())).isEmpty();
        assertThat(box.plan().changed()).isEmpty();
    }
}
