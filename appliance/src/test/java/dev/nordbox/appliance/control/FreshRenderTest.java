package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.OverheardLog;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.cache.MemoryStore;
import dev.nordbox.appliance.render.cache.RenderStore;
import dev.nordbox.appliance.render.cache.Renders;
import dev.nordbox.appliance.render.cache.WrongStore;
import dev.nordbox.appliance.tree.HashedTree;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        start(WrongStore.without("extra", store));

        assertThat(log.heard()).contains("a remembered render was wrong", "ConfigMap", "extra");
        assertThat(bed.value("web", "extra", "key")).hasValue("halibut");
        assertThat(bed.engine0().status().converged()).isTrue();
        assertThat(start(store).made()).as("the store is mended").isZero();
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void aRootThatCannotBeRenderedKeepsNoOtherFromPruning() {
        bed.file("kustomization.yaml", "resources: [nowhere.yaml]\n")
                .remove("apps/web/extra.yaml")
                .commit();

        bed.calm();

        assertThat(bed.summary("nordbox-infra").conditions()).isNotEmpty();
        assertThat(bed.value("web", "extra", "key")).isEmpty();
        assertThat(bed.summary("web").sync()).isEqualTo("Synced");
    }

    @Test
    void anApplicationThatARememberedRenderLacksStays() {
        start(WrongStore.without("api", store));

        assertThat(bed.cluster.keys()).contains(Bed.key("api"));
        assertThat(bed.value("api", "settings", "key")).hasValue("one");
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void whatARememberedRenderOfAnotherApplicationLacksStays() {
        extraMovesToApi();

        start(WrongStore.without("extra", store));

        assertThatExtraWasNeverAway();
    }

    @Test
    void whatAnApplicationWantsThatARememberedRenderLacksStays() {
        extraMovesToApi();

        start(WrongStore.without("api", store));

        assertThatExtraWasNeverAway();
    }

    @Test
    void nothingIsMadeAnewForWhatIsRemembered() {
        bed.file("apps/web/fixed.yaml", fixed("one")).commit();
        bed.calm();
        bed.cluster.forgetWrites();

        start(
                WrongStore.with(
                        manifest ->
                                manifest.key().name().equals("fixed")
                                        ? Manifest.of(
                                                with(
                                                        manifest.content(),
                                                        "data",
                                                        Map.of("key", "two")),
                                                "a defect")
                                        : manifest,
                        store));

        assertThat(bed.cluster.writes()).doesNotContain("delete " + Bed.configMap("web", "fixed"));
        assertThat(bed.value("web", "fixed", "key")).hasValue("one");
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void nothingIsMadeAnewForWhatIsRememberedOfARepositoryThatIsAway() {
        String shop = "https://git.example.no/shop.git";
        InMemoryTree files = new InMemoryTree().file("shop/fixed.yaml", fixed("one"));
        bed.repositories.stands(shop, "HEAD", "1".repeat(40), new HashedTree(files));
        bed.application("shop", "syncOptions: [CreateNamespace=true]");
        bed.files.computeIfPresent(
                "argocd/shop.yaml",
                (path, text) ->
                        text.replace("repoURL: " + Bed.URL, "repoURL: " + shop)
                                .replace("path: apps/shop", "path: shop"));
        bed.file("argocd/kustomization.yaml", "resources: [web.yaml, api.yaml, shop.yaml]\n")
                .commit();
        bed.calm();
        bed.asked("POST", "/applications/shop/sync");
        bed.calm();
        assertThat(bed.value("shop", "fixed", "key")).hasValue("one");
        start(
                WrongStore.with(
                        manifest ->
                                manifest.key().name().equals("fixed")
                                        ? Manifest.of(
                                                with(
                                                        manifest.content(),
                                                        "data",
                                                        Map.of("key", "two")),
                                                "a defect")
                                        : manifest,
                        store));
        assertThat(bed.summary("shop").sync()).as("by memory").isEqualTo("OutOfSync");
        bed.repositories.fails(shop, "HEAD", "git.example.no cannot be reached; see whether it is");
        bed.engine0().repositoryChanged(shop);
        bed.calm();
        bed.cluster.forgetWrites();

        bed.asked("POST", "/applications/shop/sync");
        bed.calm();

        assertThat(bed.cluster.writes()).doesNotContain("delete " + Bed.configMap("shop", "fixed"));
        assertThat(bed.value("shop", "fixed", "key")).hasValue("one");
    }

    @Test
    void whatLeftTheFilesGoesWithoutAnotherRenderOfWhatThisProcessHasRead() {
        bed.remove("apps/web/extra.yaml").commit();
        long before = bed.renders.made();
        bed.calm();

        assertThat(bed.value("web", "extra", "key")).isEmpty();
        assertThat(bed.renders.made() - before).as("for the commit").isEqualTo(1);
    }

    @Test
    void whatLeftTheFilesAfterARestartGoesOnceTheOthersWereRenderedOnceMore() {
        bed.configMapFile("web", "more", "one").commit();
        bed.calm();
        assertThat(start(store).made()).as("all is remembered").isZero();

        bed.remove("apps/web/extra.yaml").commit();
        bed.calm();
        assertThat(bed.value("web", "extra", "key")).isEmpty();
        assertThat(bed.renders.made())
                .as("for the commit, and for the prune: the root and the other application")
                .isEqualTo(1 + 2);

        bed.remove("apps/web/more.yaml").commit();
        bed.calm();
        assertThat(bed.value("web", "more", "key")).isEmpty();
        assertThat(bed.renders.made()).as("for the next commit alone").isEqualTo(1 + 2 + 1);
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

    @Test
    void whatAFinalizerHoldsDoesNotKeepEverythingFromBeingRemembered() {
        bed.cluster.edit(
                Bed.configMap("web", "extra"),
                Map.of("metadata", Map.of("finalizers", List.of("example.no/slow"))));
        bed.remove("apps/web/extra.yaml").commit();
        bed.calm();
        assertThat(bed.value("web", "extra", "key")).as("going, and held").isPresent();
        assertThat(bed.cluster.writes()).contains("delete " + Bed.configMap("web", "extra"));
        long before = bed.renders.made();

        bed.configMapFile("api", "settings", "two").commit();
        bed.calm();

        assertThat(bed.value("api", "settings", "key")).hasValue("two");
        assertThat(bed.renders.made() - before).as("what changed").isEqualTo(1);
    }

    @Test
    void anApplicationThatAForeignFinalizerHoldsKeepsNobodyFromWhatIsRemembered() throws Exception {
        held("api");
        bed.configMapFile("api", "extra", "one").commit();
        bed.calm();
        bed.cluster.failWith(
                request -> {
                    if (request.equals("delete " + Bed.configMap("api", "extra"))) {
                        throw new ApiUnavailable("the API server: Connection refused");
                    }
                });
        bed.remove("apps/api/extra.yaml").commit();
        bed.calm();
        assertThat(bed.value("api", "extra", "key")).as("about to go").isPresent();
        bed.file("argocd/kustomization.yaml", "resources: [web.yaml]\n").delete("api");
        bed.calm();
        assertThat(bed.cluster.keys()).as("held").contains(Bed.key("api"));
        long before = bed.renders.made();

        bed.configMapFile("web", "settings", "two").commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("two");
        assertThat(bed.renders.made() - before).as("what changed").isEqualTo(1);
    }

    @Test
    void anApplicationThatAForeignFinalizerHoldsKeepsNobodyFromPruning() throws Exception {
        held("api");
        bed.file("argocd/kustomization.yaml", "resources: [web.yaml]\n").delete("api");
        bed.calm();

        bed.remove("apps/web/extra.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys()).as("held").contains(Bed.key("api"));
        assertThat(bed.value("web", "extra", "key")).isEmpty();
    }

    private void held(String application) {
        bed.cluster.edit(
                Bed.key(application),
                Map.of("metadata", Map.of("finalizers", List.of("example.no/slow"))));
    }

    /** In a commit that nobody has looked at yet. */
    private void extraMovesToApi() {
        bed.file(
                        "apps/api/extra.yaml",
                        bed.files
                                .get("apps/web/extra.yaml")
                                .replace("extra", "extra\n  namespace: web"))
                .commit();
        bed.calm();
        bed.remove("apps/web/extra.yaml").commit();
        bed.cluster.forgetWrites();
    }

    private void assertThatExtraWasNeverAway() {
        assertThat(bed.cluster.writes()).doesNotContain("delete " + Bed.configMap("web", "extra"));
        assertThat(bed.value("web", "extra", "key")).hasValue("halibut");
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    private static String fixed(String value) {
        return """
               apiVersion: v1
               kind: ConfigMap
               metadata:
                 name: fixed
                 annotations: {argocd.argoproj.io/sync-options: Force=true}
               immutable: true
               data: {key: %s}
               """
                .formatted(value);
    }

    private static Map<String, Object> with(Map<String, Object> content, String key, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(content);
        changed.put(key, value);
        return changed;
    }

    private Renders start(RenderStore from) {
        bed.renders = new Renders(from, "build 1");
        bed.start().calm();
        return bed.renders;
    }
}
