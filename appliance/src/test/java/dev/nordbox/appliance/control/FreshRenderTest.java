package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.OverheardLog;
import dev.nordbox.appliance.render.cache.LossyStore;
import dev.nordbox.appliance.render.cache.MemoryStore;
import dev.nordbox.appliance.render.cache.RenderStore;
import dev.nordbox.appliance.render.cache.Renders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing is deleted for what a remembered render says. */
class FreshRenderTest {

    @RegisterExtension final OverheardLog log = new OverheardLog("halibut");

    private final Bed bed = new Bed();
    private final RenderStore store = new MemoryStore(1 << 20);

    @BeforeEach
    void anApplicationOfTwoObjects() {
        bed.knowsIdentities = true;
        bed.application("web")
                .configMapFile("web", "settings", "one")
                .configMapFile("web", "extra", "halibut")
                .application("api")
                .configMapFile("api", "settings", "one")
                .file("argocd/kustomization.yaml", "resources: [web.yaml, api.yaml]\n")
                .commit();
        start(store);
    }

    @Test
    void whatARememberedRenderLacksStays() {
        start(new LossyStore(store, "extra"));

        assertThat(log.heard()).contains("a remembered render was wrong", "ConfigMap", "extra");
        assertThat(bed.value("web", "extra", "key")).hasValue("halibut");
        assertThat(bed.engine0().status().converged()).isTrue();
        assertThat(start(store).made()).as("the store is mended").isZero();
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void anApplicationThatARememberedRenderLacksStays() {
        start(new LossyStore(store, "api"));

        assertThat(bed.cluster.keys()).contains(Bed.key("api"));
        assertThat(bed.value("api", "settings", "key")).hasValue("one");
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void whatLeftTheFilesGoesAfterOneMoreRender() {
        bed.remove("apps/web/extra.yaml").commit();
        long before = bed.renders.made();
        bed.calm();

        assertThat(bed.value("web", "extra", "key")).isEmpty();
        assertThat(bed.renders.made() - before)
                .as("for the commit, and for the prune")
                .isEqualTo(2);
    }

    @Test
    void whatIsNotPrunedIsNotRenderedAgain() {
        bed.file(
                        "argocd/web.yaml",
                        bed.files.get("argocd/web.yaml").replace("prune: true", "prune: false"))
                .remove("apps/web/extra.yaml")
                .commit();
        long before = bed.renders.made();
        bed.calm();

        assertThat(bed.value("web", "extra", "key")).hasValue("halibut");
        assertThat(bed.renders.made() - before).as("the root, and the application").isEqualTo(2);
    }

    private Renders start(RenderStore from) {
        bed.renders = new Renders(from, "build 1");
        bed.start().calm();
        return bed.renders;
    }
}
