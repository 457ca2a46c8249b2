package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.desired.TrackingId;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An Argo CD that has a name, with applications of the same names, in the same cluster. */
class OtherInstallationTest {

    private static final ResourceKey THEIRS = Bed.configMap("web", "theirs");
    private static final ResourceKey SETTINGS = Bed.configMap("web", "settings");
    private static final Map<String, Object> OF_BLUE =
            Map.of("metadata", Map.of("annotations", Map.of(TrackingId.INSTALLATION, "blue")));

    private final Bed bed = new Bed();

    @BeforeEach
    void anApplication() {
        bed.application("web")
                .configMapFile("web", "settings", "one")
                .configMapFile("web", "other", "one")
                .commit();
        bed.start().calm();
    }

    @Test
    void whatItsApplicationOfTheSameNameHasIsNotOurs() {
        bed.cluster.put(Manifests.configMap("web", "theirs", Map.of()));
        bed.cluster.edit(THEIRS, OF_BLUE);
        bed.cluster.edit(
                THEIRS,
                Map.of(
                        "metadata",
                        Map.of(
                                "annotations",
                                Map.of(TrackingId.ANNOTATION, "web:/ConfigMap:web/theirs"))));
        bed.calm();

        assertThat(bed.cluster.keys()).contains(THEIRS);
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.SYNCED);
    }

    @Test
    void whatItHasTakenFromUsStaysAndSaysWhy() {
        bed.cluster.edit(SETTINGS, OF_BLUE);
        bed.remove("apps/web/settings.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys()).contains(SETTINGS);
        assertThat(bed.summary("web").attention().toString()).contains("the Argo CD 'blue'");
    }

    @Test
    void itOutlivesOurApplication() throws Exception {
        bed.cascading("web").commit();
        bed.calm();
        bed.cluster.edit(SETTINGS, OF_BLUE);

        bed.delete("web").calm();

        assertThat(bed.cluster.keys())
                .contains(SETTINGS)
                .doesNotContain(Bed.key("web"), Bed.configMap("web", "other"));
    }
}
