package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Syncs to another revision of several sources, across projects, and when the revision goes. */
class AimedSyncTest {

    private static final String SHOP = "https://git.example.no/shop/deploy.git";
    private static final String ONE = "1".repeat(40);
    private static final String TWO = "2".repeat(40);
    private static final String OLD = "3".repeat(40);

    private final Bed bed = new Bed();

    @Test
    void severalSourcesAreSyncedEachAtTheRevisionThatIsNamedForIt() {
        twoSources();
        bed.start().calm();
        sync(Map.of());
        bed.calm();
        assertThat(values()).containsExactly(Optional.of("one"), Optional.of("one"));

        sync(Map.of("revisions", List.of(OLD, "")));
        bed.calm();

        assertThat(values()).containsExactly(Optional.of("old"), Optional.of("one"));
        assertThat(bed.status("shop").history())
                .extracting(entry -> entry.origin().revisions())
                .containsExactly(List.of(ONE, TWO), List.of(OLD, TWO));
        assertThat(bed.status("shop").sync().orElseThrow().revisions()).containsExactly(ONE, TWO);
        assertThat(bed.status("shop").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.OUT_OF_SYNC);
    }

    @Test
    void oneRevisionForSeveralSourcesIsRefused() {
        twoSources();
        bed.start().calm();

        sync(Map.of("revision", OLD));
        bed.calm();

        assertThat(refusal()).contains("there are 2: write sync.revisions, one for each");
        assertThat(values()).containsExactly(Optional.empty(), Optional.empty());
    }

    @Test
    void theProjectHasASayInTheSourceOfAnOperation() {
        bed.file(
                "argocd/team.yaml",
                """
                apiVersion: argoproj.io/v1alpha1
                kind: AppProject
                metadata: {name: team, namespace: argocd}
                spec:
                  sourceRepos: ['%s']
                  destinations: [{server: '*', namespace: '*'}]
                  clusterResourceWhitelist: [{group: '', kind: Namespace}]
                """
                        .formatted(Bed.URL));
        bed.application("shop", "syncOptions: [CreateNamespace=true]")
                .configMapFile("shop", "a", "own");
        bed.files.computeIfPresent(
                "argocd/shop.yaml",
                (path, text) -> text.replace("project: default", "project: team"));
        stands(TWO, TWO, "b", "foreign");
        bed.commit();
        bed.start().calm();

        sync(Map.of("revision", TWO, "source", Map.of("repoURL", SHOP, "path", "b")));
        bed.calm();

        assertThat(refusal()).contains("team").contains(SHOP);
        assertThat(bed.value("shop", "b", "key")).isEmpty();
        assertThat(bed.status("shop").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.OUT_OF_SYNC);
    }

    private void anOldRevisionIsBeingSynced() {
        bed.application("shop", "syncOptions: [CreateNamespace=true]")
                .configMapFile("shop", "a", "newest")
                .commit();
        bed.repositories.stands(Bed.URL, OLD, OLD, hooked());
        bed.start().calm();
        sync(Map.of("revision", OLD));
        bed.calm();
    }

    @Test
    void aSyncWhoseRevisionIsGoneAfterARestartEndsAndSaysSo() {
        anOldRevisionIsBeingSynced();
        assertThat(state().phase()).isEqualTo(OperationPhase.RUNNING);

        bed.repositories.forget();
        bed.repositories.fails(Bed.URL, OLD, "there is no revision '" + OLD + "'; push it");
        bed.start().calm();

        assertThat(state().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(state().message()).contains("cannot go on").contains("push it");
        sync(Map.of());
        bed.calm();
        assertThat(bed.value("shop", "a", "key")).as("another may begin").hasValue("newest");
    }

    @Test
    void aSyncWhoseRepositoryDoesNotAnswerAfterARestartWaitsForIt() {
        anOldRevisionIsBeingSynced();
        bed.repositories.isSilent(Bed.URL, OLD, "the host is away");
        bed.start().calm();
        assertThat(state().phase()).isEqualTo(OperationPhase.RUNNING);
        assertThat(bed.status("shop").conditions().toString()).contains("the host is away");

        bed.repositories.stands(Bed.URL, OLD, OLD, hooked());
        bed.engine0().repositoryChanged(Bed.URL);
        new Jobs(bed, "shop").complete("migrate");
        bed.calm();

        assertThat(state().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(bed.value("shop", "a", "key")).hasValue("old");
    }

    @Test
    void oneThatWaitsForItsRepositoryCanBeEnded() {
        bed.application("shop", "syncOptions: [CreateNamespace=true]").commit();
        bed.repositories.stands(Bed.URL, OLD, OLD, hooked());
        bed.start().calm();
        sync(Map.of("revision", OLD));
        bed.calm();
        bed.repositories.isSilent(Bed.URL, OLD, "the host is away");
        bed.start().calm();
        bed.cluster.edit(
                Bed.key("shop"),
                Map.of("status", Map.of("operationState", Map.of("phase", "Terminating"))));
        bed.calm();

        assertThat(state().phase()).isEqualTo(OperationPhase.FAILED);
    }

    @Test
    void aSyncOfWhatCannotBeReadIsNotKeptForLater() {
        bed.application("shop", "syncOptions: [CreateNamespace=true]")
                .file("apps/shop/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a\n")
                .commit();
        bed.start().calm();

        sync(Map.of());
        bed.calm();

        assertThat(refusal()).contains("apps/shop/a.yaml").contains("ask again");
        assertThat(bed.cluster.content(Bed.key("shop"))).doesNotContainKey("operation");
        bed.remove("apps/shop/a.yaml").configMapFile("shop", "a", "mended").commit();
        bed.calm();
        assertThat(bed.value("shop", "a", "key")).as("nobody asked since").isEmpty();
        sync(Map.of());
        bed.calm();
        assertThat(bed.value("shop", "a", "key")).hasValue("mended");
    }

    private void twoSources() {
        stands("main", ONE, "a", "one");
        stands("side", TWO, "b", "one");
        stands(ONE, ONE, "a", "one");
        stands(TWO, TWO, "b", "one");
        stands(OLD, OLD, "a", "old");
        bed.application("shop", "syncOptions: [CreateNamespace=true]");
        bed.files.computeIfPresent(
                "argocd/shop.yaml",
                (path, text) ->
                        text.replaceAll(
                                "  source:\n(    .*\n){3}",
                                "  sources:\n"
                                        + "  - {repoURL: '%s', path: a, targetRevision: main}\n"
                                                .formatted(SHOP)
                                        + "  - {repoURL: '%s', path: b, targetRevision: side}\n"
                                                .formatted(SHOP)));
        bed.commit();
    }

    private void stands(String revision, String commit, String name, String value) {
        bed.repositories.stands(
                SHOP, revision, commit, name + "/" + name + ".yaml", configMap(name, value));
    }

    private static InMemoryTree hooked() {
        return new InMemoryTree()
                .file("apps/shop/a.yaml", configMap("a", "old"))
                .file(
                        "apps/shop/hook.yaml",
                        """
                        apiVersion: batch/v1
                        kind: Job
                        metadata:
                          name: migrate
                          annotations: {argocd.argoproj.io/hook: PreSync}
                        spec: {template: {spec: {restartPolicy: Never}}}
                        """);
    }

    private static String configMap(String name, String value) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\ndata: {key: %s}\n"
                .formatted(name, value);
    }

    private List<Optional<String>> values() {
        return List.of(bed.value("shop", "a", "key"), bed.value("shop", "b", "key"));
    }

    private void sync(Map<String, Object> sync) {
        bed.cluster.edit(Bed.key("shop"), Map.of("operation", Map.of("sync", sync)));
    }

    private OperationState state() {
        return bed.status("shop").operationState().orElseThrow();
    }

    private String refusal() {
        return bed.status("shop").conditions().of(ConditionType.SYNC_ERROR).stream()
                .map(condition -> condition.message())
                .findFirst()
                .orElse("");
    }
}
