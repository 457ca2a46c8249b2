package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.render.cache.MemoryStore;
import dev.nordbox.appliance.render.cache.RenderStore;
import dev.nordbox.appliance.render.cache.Renders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A controller that comes back, and a store that has outlived it. */
class WarmRestartTest {

    private final Bed bed = new Bed();
    private final RenderStore store = new MemoryStore(1 << 20);

    @BeforeEach
    void commit() {
        bed.knowsIdentities = true;
        bed.application("web")
                .configMapFile("web", "settings", "one")
                .application("api")
                .configMapFile("api", "settings", "two")
                .file("argocd/kustomization.yaml", "resources: [web.yaml, api.yaml]\n")
                .file("argocd-prod/kustomization.yaml", "resources: [../argocd]\n")
                .commit();
    }

    @Test
    void nothingIsRenderedAndNothingChanges() {
        Renders cold = start("build 1");
        assertThat(cold.made()).as("two applications, two kustomizations").isEqualTo(4);

        bed.cluster.forgetWrites();
        Renders warm = start("build 1");

        assertThat(warm.made()).isZero();
        assertThat(warm.recalled()).isEqualTo(4);
        assertThat(bed.engine0().status().converged()).isTrue();
        assertThat(bed.cluster.writes()).allMatch(write -> write.contains("Lease"));
    }

    @Test
    void whatChangedMeanwhileIsRendered() {
        start("build 1");
        bed.configMapFile("web", "settings", "three").commit();

        Renders warm = start("build 1");

        assertThat(warm.made()).isEqualTo(1);
        assertThat(bed.value("web", "settings", "key")).hasValue("three");
        assertThat(bed.value("api", "settings", "key")).hasValue("two");
    }

    @Test
    void anotherBuildOfTheControllerRendersAll() {
        start("build 1");

        assertThat(start("build 2").made()).isEqualTo(4);
    }

    private Renders start(String build) {
        bed.renders = new Renders(store, build);
        bed.start().calm();
        return bed.renders;
    }
}
