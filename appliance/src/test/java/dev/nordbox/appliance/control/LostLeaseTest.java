package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A machine that slept in the middle of a batch, while another controller may have taken over. */
class LostLeaseTest {

    private static final ResourceKey GOES = configMap("web", "goes");

    private final Bed bed = new Bed();

    @Test
    void itDeletesNothingUntilItHasTheLeaseAgain() {
        bed.application("web").configMapFile("web", "stays", "x").configMapFile("web", "goes", "x");
        bed.commit();
        bed.start().calm();
        sleepsBefore("get " + GOES);
        bed.remove("apps/web/goes.yaml").commit();

        while (bed.engine0().lookOnce()) {
            // up to the sleep, and not one deletion after it
        }
        assertThat(bed.cluster.keys()).contains(GOES);

        bed.calm();
        assertThat(bed.cluster.keys()).doesNotContain(GOES);
    }

    @Test
    void itAppliesNothingMoreAndTellsNothingUntilItHasTheLeaseAgain() {
        bed.application("web").configMapFile("web", "a", "one").configMapFile("web", "b", "one");
        bed.commit();
        bed.start().calm();
        bed.configMapFile("web", "a", "two").configMapFile("web", "b", "two").commit();
        sleepsBefore("apply " + configMap("web", "a"));
        bed.cluster.forgetWrites();

        while (bed.engine0().lookOnce()) {
            // what was sent before the sleep is done, and nothing else
        }
        assertThat(bed.cluster.writes()).containsExactly("apply " + configMap("web", "a"));

        bed.calm();
        assertThat(bed.value("web", "b", "key")).hasValue("two");
        assertThat(bed.summary("web").sync()).isEqualTo("Synced");
    }

    @Test
    void whatIsUnderWayAtTheEndChangesNothingAndTheLeaseIsKeptForSoLong() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        List<Runnable> underWay = new ArrayList<>();
        bed.batches = underWay::add;
        bed.configMapFile("web", "settings", "two").commit();
        bed.start().engine0().tend();
        while (underWay.isEmpty() && bed.engine0().lookOnce()) {
            // up to the first work
        }
        bed.cluster.forgetWrites();

        bed.engine0().stop();
        underWay.forEach(Runnable::run);

        assertThat(underWay).isNotEmpty();
        assertThat(bed.cluster.writes()).isEmpty();
        assertThat(holder()).isEqualTo("test");
        bed.engine0().close();
        assertThat(holder()).isEmpty();
    }

    private String holder() {
        ResourceKey lease =
                new ResourceKey("coordination.k8s.io", "Lease", "argocd", "nordbox-infra");
        return Fields.text(bed.cluster.content(lease), "spec", "holderIdentity").orElse("");
    }

    @Test
    void itRunsNoHookUntilItHasTheLeaseAgain() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        Jobs jobs = new Jobs(bed, "web");
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        sleepsBefore("patch " + Bed.key("web"));
        bed.configMapFile("web", "settings", "two").commit();

        while (bed.engine0().lookOnce()) {
            // the status is written ahead of the hook
        }
        assertThat(jobs.isThere("migrate")).isFalse();

        bed.calm();
        assertThat(jobs.isThere("migrate")).isTrue();
    }

    private void sleepsBefore(String request) {
        boolean[] slept = {false};
        bed.cluster.failWith(
                asked -> {
                    if (!slept[0] && asked.equals(request)) {
                        slept[0] = true;
                        bed.lapse(Duration.ofMinutes(5));
                    }
                });
    }
}
