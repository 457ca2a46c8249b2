package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.assess.HealthStatus;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.manifest.Fields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The classic application of applications, whose directory holds its own manifest. */
class SelfHeldApplicationTest {

    private final Bed bed = new Bed();

    @BeforeEach
    void thatSomebodyAppliedByHand() {
        bed.application("top").cascading("top");
        String own = bed.files.remove("argocd/top.yaml");
        bed.file("apps/top/top.yaml", own);
        bed.configMapFile("top", "early", "one", "argocd.argoproj.io/sync-wave: \"-1\"");
        bed.configMapFile("top", "late", "one", "argocd.argoproj.io/sync-wave: \"1\"");
        bed.application("other").configMapFile("other", "settings", "one").commit();
        bed.cluster.put(Manifests.read(own));
        bed.start().calm();
    }

    @Test
    void doesNotWaitForItself() {
        assertThat(bed.value("top", "late", "key")).hasValue("one");
        assertThat(bed.status("top").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.SYNCED);
        assertThat(bed.status("top").health().orElseThrow().health().status())
                .isEqualTo(HealthStatus.HEALTHY);
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void goesWithItsObjectsWhenItIsDeleted() throws Exception {
        bed.remove("apps/top/top.yaml").commit();
        String uid =
                Fields.text(bed.cluster.content(Bed.key("top")), "metadata", "uid").orElseThrow();
        bed.cluster.delete(Bed.key("top"), uid, Propagation.BACKGROUND);
        bed.calm();

        assertThat(bed.cluster.keys())
                .doesNotContain(configMap("top", "late"), configMap("top", "early"))
                .doesNotContain(Bed.key("top"))
                .contains(Bed.key("other"));
    }

    @Test
    void isNotItsOwnLeftover() {
        bed.remove("apps/top/top.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys()).contains(Bed.key("top"));
        assertThat(
                        Fields.text(
                                bed.cluster.content(Bed.key("top")),
                                "metadata",
                                "deletionTimestamp"))
                .isEmpty();
        assertThat(bed.status("top").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.OUT_OF_SYNC);
    }
}
