package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose an object is, and what may be deleted. */
class OwnershipTest {

    private static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";

    private final Bed bed = new Bed();

    @BeforeEach
    void aNamespaceForBoth() {
        bed.cluster.put(Manifests.namespace("shared"));
    }

    @Test
    void anObjectThatMovesToAnotherApplicationIsNotDeleted() {
        bed.application("web").application("api");
        shared("web").configMapFile("web", "own", "x").configMapFile("api", "own", "x").commit();
        bed.start().calm();
        String uid = uid(configMap("shared", "moved"));

        bed.remove("apps/web/moved.yaml");
        shared("api").commit();
        bed.calm();

        assertThat(uid(configMap("shared", "moved"))).isEqualTo(uid);
        assertThat(bed.status("api").resources())
                .anyMatch(r -> r.key().equals(configMap("shared", "moved")));
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void anObjectThatMovesToANewApplicationIsNotDeleted() {
        bed.application("web");
        shared("web").configMapFile("web", "own", "x").commit();
        bed.start().calm();
        String uid = uid(configMap("shared", "moved"));

        bed.remove("apps/web/moved.yaml").application("api");
        shared("api").commit();
        bed.calm();

        assertThat(uid(configMap("shared", "moved"))).isEqualTo(uid);
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void whatTwoApplicationsWantBelongsToTheOneThatHasItAndTheOtherSaysSo() {
        bed.application("web");
        shared("web").commit();
        bed.start().calm();

        bed.application("api");
        shared("api").commit();
        bed.calm();

        assertThat(bed.status("api").conditions().of(ConditionType.SHARED_RESOURCE_WARNING))
                .anyMatch(c -> c.message().contains("belongs to the application web"));
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.SYNCED);
    }

    @Test
    void whoMindsASharedObjectIsNotSyncedUntilItIsHis() {
        bed.application("web");
        shared("web").commit();
        bed.start().calm();

        bed.application(
                        "api",
                        "automated: {prune: true, selfHeal: true}",
                        "syncOptions: [CreateNamespace=true, FailOnSharedResource=true]")
                .configMapFile("api", "own", "x");
        shared("api").commit();
        bed.calm();
        assertThat(bed.status("api").conditions().of(ConditionType.SYNC_ERROR))
                .singleElement()
                .satisfies(c -> assertThat(c.message()).contains("belongs to the application web"));
        assertThat(bed.value("api", "own", "key")).isEmpty();

        bed.remove("apps/web/moved.yaml").configMapFile("web", "own", "x").commit();
        bed.calm();
        assertThat(bed.value("api", "own", "key")).hasValue("x");
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void whatIsMisspeltIsToldAndDeletesNothing() {
        bed.application("web").configMapFile("web", "stays", "x");
        bed.configMapFile("web", "kept", "x", "argocd.argoproj.io/sync-options: \"Prune=flase\"");
        bed.commit();
        bed.start().calm();
        assertThat(bed.status("web").conditions().of(ConditionType.INVALID_SPEC_WARNING))
                .singleElement()
                .satisfies(
                        c ->
                                assertThat(c.message())
                                        .contains("apps/web/kept.yaml:1", "'Prune=flase'"));

        bed.remove("apps/web/kept.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys()).contains(configMap("web", "kept"));
        assertThat(bed.asked("GET", "/applications/web/why").content().toString())
                .contains("'Prune=flase' is not understood");
    }

    @Test
    void aBrokenNeighbourHoldsUpOnlyWhatItsFilesMention() {
        bed.application("web").application("api").configMapFile("api", "own", "x");
        bed.configMapFile("web", "stays", "x");
        bed.configMapFile("web", "mentioned", "x").configMapFile("web", "goes", "x").commit();
        bed.start().calm();

        bed.remove("apps/web/mentioned.yaml").remove("apps/web/goes.yaml");
        bed.file(
                "apps/api/own.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: mentioned\n");
        bed.commit();
        bed.calm();

        assertThat(bed.cluster.keys()).contains(configMap("web", "mentioned"));
        assertThat(bed.cluster.keys()).doesNotContain(configMap("web", "goes"));
    }

    @Test
    void aNeighbourWhoseSpecCannotBeHonouredHoldsUpNoMore() {
        bed.application("web").application("jq").configMapFile("web", "stays", "x");
        bed.configMapFile("web", "goes", "x").configMapFile("jq", "own", "x");
        bed.append(
                        "argocd/jq.yaml",
                        "  ignoreDifferences: [{kind: A, jqPathExpressions: ['.spec |']}]\n")
                .commit();
        bed.start().calm();

        bed.remove("apps/web/goes.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys()).doesNotContain(configMap("web", "goes"));
        assertThat(bed.status("jq").conditions().of(ConditionType.INVALID_SPEC_ERROR)).isNotEmpty();
    }

    @Test
    void whenAllApplicationsVanishAtOnceNothingIsDeleted() {
        bed.application("web").application("api").configMapFile("web", "own", "x");
        bed.configMapFile("api", "own", "x").commit();
        bed.start().calm();

        bed.remove("argocd/web.yaml").remove("argocd/api.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys()).contains(Bed.key("web"), Bed.key("api"));
        assertThat(bed.cluster.keys()).contains(configMap("web", "own"), configMap("api", "own"));
        assertThat(bed.cluster.keys()).noneMatch(key -> key.namespace().equals("default"));
    }

    @Test
    void aNamespaceThatAnApplicationIsToHaveStaysWhenItsManifestGoes() {
        bed.application("web").configMapFile("web", "settings", "x");
        bed.file(
                        "apps/web/namespace.yaml",
                        "apiVersion: v1\nkind: Namespace\nmetadata: {name: web}\n")
                .commit();
        bed.start().calm();
        ResourceKey namespace = new ResourceKey("", "Namespace", "", "web");
        String uid = uid(namespace);

        bed.remove("apps/web/namespace.yaml").remove("apps/web/settings.yaml");
        shared("web").commit();
        bed.calm();

        assertThat(uid(namespace)).isEqualTo(uid);
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void aRemovedApplicationLeavesItsObjectsUnlessItsFinalizerSaysOtherwise() {
        bed.application("keeps").application("stays").configMapFile("keeps", "own", "x");
        bed.configMapFile("stays", "own", "x").commit();
        bed.start().calm();

        bed.remove("argocd/keeps.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys()).doesNotContain(Bed.key("keeps"));
        assertThat(bed.cluster.keys()).contains(configMap("keeps", "own"));
    }

    @Test
    void aFinalizerTakesTheObjectsAlongInDescendingWaves() {
        bed.application("web").application("stays").configMapFile("stays", "own", "x");
        bed.file(
                "argocd/web.yaml",
                bed.files
                        .get("argocd/web.yaml")
                        .replace(
                                "  name: web\n",
                                "  name: web\n  finalizers: [" + FINALIZER + "]\n"));
        bed.configMapFile("web", "first", "x", "argocd.argoproj.io/sync-wave: \"1\"");
        bed.configMapFile("web", "second", "x", "argocd.argoproj.io/sync-wave: \"2\"").commit();
        bed.start().calm();
        bed.cluster.forgetWrites();

        bed.remove("argocd/web.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys())
                .doesNotContain(
                        Bed.key("web"), configMap("web", "first"), configMap("web", "second"));
        List<String> deletions =
                bed.cluster.writes().stream().filter(w -> w.startsWith("delete")).toList();
        assertThat(deletions.indexOf("delete " + configMap("web", "second")))
                .isLessThan(deletions.indexOf("delete " + configMap("web", "first")));
    }

    @Test
    void childrenOfAnApplicationBelongToIt() {
        bed.application("parent");
        bed.application("child").configMapFile("child", "own", "x");
        bed.files.put("apps/parent/child.yaml", bed.files.remove("argocd/child.yaml"));
        bed.commit();

        bed.start().calm();

        assertThat(bed.value("child", "own", "key")).hasValue("x");
        assertThat(bed.status("parent").resources())
                .anyMatch(resource -> resource.key().equals(Bed.key("child")));
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void dataStaysUntilAPersonAgrees() {
        ResourceKey claim = new ResourceKey("", "PersistentVolumeClaim", "web", "data");
        bed.application("web").configMapFile("web", "own", "x");
        bed.file(
                "apps/web/data.yaml",
                "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\nspec: {}\n");
        bed.commit();
        bed.start().calm();

        bed.remove("apps/web/data.yaml").commit();
        bed.calm();
        assertThat(bed.cluster.keys()).contains(claim);
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.OUT_OF_SYNC);
        assertThat(bed.summary("web").attention())
                .anyMatch(object -> object.message().contains("it may hold data"));

        bed.cluster.edit(
                claim,
                Map.of(
                        "metadata",
                        Map.of(
                                "annotations",
                                Map.of("argocd.argoproj.io/sync-options", "Prune=true"))));
        bed.calm();
        assertThat(bed.cluster.keys()).doesNotContain(claim);
    }

    @Test
    void whatAnotherClientAppliedIsTakenOverAndWhatTheRepositoryLacksGoes() {
        bed.cluster.put(Manifests.namespace("web"));
        bed.cluster.put(
                Manifests.configMap("web", "settings", Map.of("key", "old", "left", "over")));
        bed.application("web").configMapFile("web", "settings", "one").commit();

        bed.start().calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.value("web", "settings", "left")).isEmpty();
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void anUnmarkedObjectIsStillFoundByTheStatus() {
        bed.application("web").configMapFile("web", "stays", "x").configMapFile("web", "goes", "x");
        bed.commit();
        bed.start().calm();
        Map<String, Object> none = new HashMap<>();
        none.put("argocd.argoproj.io/tracking-id", null);

        bed.start();
        bed.remove("apps/web/goes.yaml").commit();
        bed.cluster.edit(configMap("web", "goes"), Map.of("metadata", Map.of("annotations", none)));
        bed.calm();

        assertThat(bed.cluster.keys()).doesNotContain(configMap("web", "goes"));
    }

    /** As the Secret of a SealedSecret that took the place of a plain one of its name. */
    @Test
    void whatIsMadeHereForAnotherObjectIsNoApplicationsWhateverAStatusSays() throws Exception {
        bed.application("web").configMapFile("web", "stays", "x").configMapFile("web", "made", "x");
        bed.commit();
        bed.start().calm();

        bed.start();
        bed.remove("apps/web/made.yaml").commit();
        bed.cluster.remove(configMap("web", "made"));
        Map<String, Object> owner =
                Map.of("apiVersion", "v1", "kind", "ConfigMap", "name", "stays", "uid", "u");
        Map<String, Object> controller = new HashMap<>(owner);
        controller.put("controller", true);
        bed.cluster.create(
                Manifests.object(
                        "v1",
                        "ConfigMap",
                        "web",
                        "made",
                        Map.of(
                                "metadata",
                                Map.of(
                                        "name",
                                        "made",
                                        "namespace",
                                        "web",
                                        "ownerReferences",
                                        List.of(controller)))));
        bed.calm();

        assertThat(bed.cluster.keys()).contains(configMap("web", "made"));
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    private Bed shared(String application) {
        return bed.file(
                "apps/" + application + "/moved.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: moved\n"
                        + "  namespace: shared\ndata:\n  key: x\n");
    }

    private String uid(ResourceKey key) {
        return String.valueOf(((Map<?, ?>) bed.cluster.content(key).get("metadata")).get("uid"));
    }
}
