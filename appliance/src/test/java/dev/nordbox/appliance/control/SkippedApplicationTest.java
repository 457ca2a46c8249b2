package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code argocd.argoproj.io/skip-reconcile}: nobody looks at it, and nobody waits for it. */
class SkippedApplicationTest {

    private final Bed bed = new Bed();

    @BeforeEach
    void oneOfTwoIsSkipped() {
        bed.application("web")
                .configMapFile("web", "settings", "one")
                .configMapFile("web", "extra", "one")
                .application("api")
                .configMapFile("api", "settings", "one")
                .file(
                        "argocd/api.yaml",
                        bed.files
                                .get("argocd/api.yaml")
                                .replace(
                                        "  namespace: argocd\n",
                                        "  namespace: argocd\n"
                                                + "  annotations:"
                                                + " {argocd.argoproj.io/skip-reconcile: 'true'}\n"))
                .commit();
        bed.start().calm();
    }

    @Test
    void itIsLeftAloneAndOthersPruneAllTheSame() {
        assertThat(bed.value("api", "settings", "key")).isEmpty();

        bed.remove("apps/web/extra.yaml").commit();
        bed.calm();

        assertThat(bed.value("web", "extra", "key")).isEmpty();
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void whatItsFilesMentionStays() {
        bed.file("apps/api/extra.yaml", bed.files.get("apps/web/extra.yaml"))
                .remove("apps/web/extra.yaml")
                .commit();
        bed.calm();

        assertThat(bed.value("web", "extra", "key")).hasValue("one");
        assertThat(
                        bed.status("web").conditions().all().toString()
                                + bed.asked("GET", "/applications/web"))
                .contains("skip-reconcile");
    }
}
