package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An Application that takes its objects along, one of which waits for a person. */
class CascadeTest {

    private final Bed bed = new Bed();

    @BeforeEach
    void anApplicationThatTakesItsObjectsAlong() {
        bed.application("web").cascading("web").configMapFile("web", "settings", "one");
        bed.configMapFile(
                "web", "asked", "x", "argocd.argoproj.io/sync-options: \"Delete=confirm\"");
        bed.commit();
        bed.start().calm();
    }

    @Test
    void nothingGoesBeforeThatPersonAgrees() throws Exception {
        bed.delete("web").calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.status("web").operationState().orElseThrow().message())
                .contains("web/ConfigMap/asked", "deletion-approved");

        approve();
        bed.calm();

        assertThat(bed.cluster.keys())
                .doesNotContain(configMap("web", "settings"), configMap("web", "asked"))
                .doesNotContain(Bed.key("web"));
    }

    @Test
    void theWordCountsFromTheDeletionOnHoweverLateAControllerTakesItUp() throws Exception {
        bed.delete("web");
        approve();
        bed.lapse(Duration.ofHours(1));
        bed.start().calm();

        assertThat(bed.cluster.keys()).doesNotContain(Bed.key("web"));
    }

    private void approve() {
        bed.cluster.edit(
                Bed.key("web"),
                Map.of(
                        "metadata",
                        Map.of(
                                "annotations",
                                Map.of(
                                        "argocd.argoproj.io/deletion-approved",
                                        bed.now().toString()))));
    }
}
