package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.manifest.Fields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hooks that Argo CD ran before the takeover, which its finalizer holds. */
class HooksOfArgoTest {

    private final Bed bed = new Bed();
    private final Jobs jobs = new Jobs(bed, "web");

    @BeforeEach
    void oneThatArgoRan() {
        bed.cluster.put(Manifests.namespace("web"));
        bed.cluster.put(
                Manifests.read(
                        """
                        apiVersion: batch/v1
                        kind: Job
                        metadata:
                          name: migrate
                          namespace: web
                          finalizers: [example.no/ours, argocd.argoproj.io/hook-finalizer]
                          annotations:
                            argocd.argoproj.io/hook: PreSync
                            argocd.argoproj.io/tracking-id: web:batch/Job:web/migrate
                        spec: {}
                        """));
        bed.application("web").cascading("web").configMapFile("web", "settings", "one");
    }

    @Test
    void makesRoomForTheNextRun() {
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        String old = jobs.uid("migrate");
        bed.commit();
        bed.start().calm();
        assertThat(finalizers()).as("others' stay").isEqualTo("[example.no/ours]");

        takeOthersOff();
        bed.calm();

        assertThat(jobs.uid("migrate")).isNotEqualTo(old);
    }

    @Test
    void goesWithTheApplication() throws Exception {
        jobs.file("report", "argocd.argoproj.io/hook: PostSync");
        bed.commit();
        bed.start().calm();
        bed.delete("web").calm();
        assertThat(finalizers()).isEqualTo("[example.no/ours]");

        takeOthersOff();
        bed.calm();

        assertThat(bed.cluster.keys()).doesNotContain(Bed.key("web"));
    }

    private String finalizers() {
        return Fields.list(
                        bed.cluster.content(Jobs.key("web", "migrate")), "metadata", "finalizers")
                .toString();
    }

    private void takeOthersOff() {
        bed.cluster.edit(
                Jobs.key("web", "migrate"), Map.of("metadata", Map.of("finalizers", List.of())));
    }
}
