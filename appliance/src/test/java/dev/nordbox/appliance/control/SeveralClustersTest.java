package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.ClusterNames;
import dev.nordbox.appliance.argo.Clusters;
import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One repository, two clusters: each engine has its own, and is told of no other's trouble. */
class SeveralClustersTest {

    private static final ClusterNames FSN =
            new ClusterNames("fsn", "https://fsn.example:6443", true);
    private static final ClusterNames HEL =
            new ClusterNames("hel", "https://hel.example:6443", false);
    private static final String ROOT = "nordbox-infra";

    private static final ResourceKey VOLUME =
            new ResourceKey("", "PersistentVolumeClaim", "default", "data");
    private static final String PLAIN =
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: plain}
            data: {key: one}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            """;

    private final Bed fsn = bed(FSN);
    private final Bed hel = bed(HEL);

    private static Bed bed(ClusterNames here) {
        Bed bed = new Bed();
        bed.clusters = new Clusters(List.of(FSN, HEL), here);
        return bed;
    }

    @Test
    void eachClusterGetsWhatIsForItByNameOrByServer() {
        application("at-home", "server: https://kubernetes.default.svc");
        application("by-name", "name: hel");
        application("by-server", "server: https://hel.example:6443/");
        start();

        assertThat(applications(fsn)).containsExactlyInAnyOrder(ROOT, "at-home");
        assertThat(applications(hel)).containsExactlyInAnyOrder(ROOT, "by-name", "by-server");
        assertThat(fsn.value("at-home", "settings", "key")).hasValue("one");
        assertThat(hel.value("by-name", "settings", "key")).hasValue("one");
        assertThat(hel.value("by-server", "settings", "key")).hasValue("one");
        both().forEach(bed -> assertThat(bed.engine0().status().converged()).isTrue());
        assertThat(Fields.map(hel.cluster.content(Bed.key(ROOT)), "spec", "destination"))
                .isEqualTo(Map.of("name", "hel", "namespace", "default"));
    }

    @Test
    void projectsAreEverywhereAndWhatIsNoApplicationIsTheFirstOnes() {
        both().forEach(
                        bed ->
                                bed.file("kustomization.yaml", "resources: [project.yaml, cm.yaml]")
                                        .file(
                                                "project.yaml",
                                                "apiVersion: argoproj.io/v1alpha1\n"
                                                        + "kind: AppProject\n"
                                                        + "metadata: {name: team}\n"
                                                        + "spec: {sourceRepos: ['*']}\n")
                                        .file(
                                                "cm.yaml",
                                                "apiVersion: v1\nkind: ConfigMap\n"
                                                        + "metadata: {name: plain}\n"
                                                        + "data: {key: one}\n"));
        start();

        ResourceKey project = new ResourceKey("argoproj.io", "AppProject", "argocd", "team");
        both().forEach(bed -> assertThat(bed.cluster.keys()).contains(project));
        assertThat(fsn.value("default", "plain", "key")).hasValue("one");
        assertThat(hel.value("default", "plain", "key")).isEmpty();
    }

    @Test
    void aClusterThatIsNotThereIsToldOnceWithThoseThatAre() {
        application("lost", "name: oslo");
        start();

        assertThat(said(fsn, "lost")).contains("name: fsn (").contains("name: hel (");
        assertThat(fsn.value("lost", "settings", "key")).isEmpty();
        assertThat(applications(hel)).containsExactly(ROOT);
        assertThat(fsn.engine0().status().converged()).isFalse();
        assertThat(hel.engine0().status().converged()).isTrue();
    }

    @Test
    void serverAndNameTogetherAreRefusedAsArgoCdDoes() {
        application("both", "server: https://hel.example:6443\n    name: hel");
        start();

        assertThat(said(fsn, "both")).contains("needs server or name, and not both");
        assertThat(applications(hel)).containsExactly(ROOT);
    }

    /** The second one's in-cluster is the first one: a name means one cluster everywhere. */
    @Test
    void anApplicationThatLiesInTheWrongClusterIsLeftAloneAndSaysWhereItBelongs() {
        start();
        hel.cluster.put(byHand("by-hand"));
        hel.configMapFile("by-hand", "settings", "one").commit();
        hel.calm();

        assertThat(said(hel, "by-hand")).contains("is the cluster fsn").contains("lies in hel");
        assertThat(hel.value("by-hand", "settings", "key")).isEmpty();
    }

    @Test
    void oneThatMovesIsMadeInItsNewClusterAndLeavesTheOldOneAsWhatLeftGit() {
        application("web", "name: fsn");
        application("rest", "name: fsn");
        application("more", "name: fsn");
        start();
        assertThat(fsn.value("web", "settings", "key")).hasValue("one");

        application("web", "name: hel");
        both().forEach(Bed::commit);
        both().forEach(Bed::calm);

        assertThat(hel.value("web", "settings", "key")).hasValue("one");
        assertThat(applications(fsn)).containsExactlyInAnyOrder(ROOT, "rest", "more");
        assertThat(fsn.value("web", "settings", "key"))
                .as("it has no finalizer, so its objects stay")
                .hasValue("one");
    }

    @Test
    void aRollbackInOneClusterWorksWhileTheOtherIsAway() {
        application("web", "name: hel");
        both().forEach(
                        bed ->
                                bed.files.compute(
                                        "argocd/web.yaml",
                                        (path, text) -> text.replaceAll(" +automated:.*\n", "")));
        application("at-home", "name: fsn");
        start();
        hel.asked("POST", "/applications/web/sync");
        hel.calm();
        fsn.cluster.failWith(
                request -> {
                    throw new ApiUnavailable("https://fsn.example:6443: Connection refused");
                });
        both().forEach(bed -> commit(bed.configMapFile("web", "settings", "two")));
        hel.calm();
        hel.asked("POST", "/applications/web/sync");
        hel.calm();
        assertThat(hel.value("web", "settings", "key")).hasValue("two");

        assertThat(hel.asked("POST", "/applications/web/rollback").status()).startsWith("202");
        hel.calm();

        assertThat(hel.value("web", "settings", "key")).hasValue("one");
        assertThat(hel.status("web").operationState().orElseThrow().phase())
                .isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(hel.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.OUT_OF_SYNC);
        fsn.engine0().tend();
        assertThat(fsn.engine0().status().problem().orElse("")).contains("Connection refused");
    }

    /** As the controller of the box itself does, when it is started again. */
    @Test
    void aControllerToWhichTheClusterIsAnotherOneLeavesItAloneUntilThatIsMeant() throws Exception {
        application("at-home", "server: https://kubernetes.default.svc");
        application("web", "name: hel");
        start();
        hel.lapse(Duration.ofHours(1)); // the Lease has run out
        hel.clusters = Clusters.ONE;
        hel.start();
        hel.cluster.forgetWrites();

        assertThat(hel.engine0().tend()).isFalse();

        assertThat(hel.engine0().status().problem().orElse(""))
                .contains(
                        "was 'hel' to the controller that kept it so far, and is its first or only")
                .contains("kubectl -n argocd delete application nordbox-infra");
        assertThat(hel.cluster.writes()).isEmpty();
        assertThat(applications(hel)).containsExactlyInAnyOrder(ROOT, "web");

        hel.cluster.remove(Bed.key(ROOT));
        hel.calm();

        assertThat(hel.value("at-home", "settings", "key")).hasValue("one");
        assertThat(said(hel, "web")).contains("is another cluster");
        assertThat(hel.value("web", "settings", "key")).hasValue("one");
    }

    /** The new root is the old one's heir: what it had and is not to have any more goes. */
    @Test
    void whatIsNotForTheSecondClusterLeavesItWhenItIsHandedOver() throws Exception {
        alone("web", "rest");
        application("web", "name: hel");

        handOver();

        assertThat(applications(hel)).containsExactlyInAnyOrder(ROOT, "web");
        assertThat(hel.value("web", "settings", "key")).hasValue("one");
        assertThat(hel.value("rest", "settings", "key")).as("no finalizer").hasValue("one");
        assertThat(hel.value("default", "plain", "key")).as("the root's own").isEmpty();
        assertThat(hel.cluster.keys()).as("it holds data").contains(VOLUME);
    }

    @Test
    void allApplicationsAtOnceAreHeldWhenNoneIsForTheSecondCluster() throws Exception {
        alone("web", "rest");

        handOver();

        assertThat(applications(hel)).containsExactlyInAnyOrder(ROOT, "web", "rest");
        assertThat(said(hel, "web")).contains("is the cluster fsn");
        assertThat(hel.value("web", "settings", "key")).hasValue("one");
        assertThat(hel.value("default", "plain", "key")).as("all is held").hasValue("one");
        assertThat(hel.cluster.keys()).as("it holds data").contains(VOLUME);
    }

    /** A box that follows the repository by itself. */
    private void alone(String... applications) {
        hel.clusters = Clusters.ONE;
        for (String application : applications) {
            application(application, "server: https://kubernetes.default.svc");
        }
        hel.file("plain/cm.yaml", PLAIN)
                .file("kustomization.yaml", "resources: [argocd, plain/cm.yaml]\n")
                .file("argocd/kustomization.yaml", "resources: [web.yaml, rest.yaml]\n");
        commit(hel);
        hel.start().calm();
        assertThat(applications(hel)).contains("web", "rest");
        assertThat(hel.cluster.keys()).contains(VOLUME, Bed.configMap("default", "plain"));
    }

    private void handOver() throws Exception {
        hel.lapse(Duration.ofHours(1)); // the Lease has run out
        commit(hel);
        hel.cluster.remove(Bed.key(ROOT));
        hel.clusters = new Clusters(List.of(FSN, HEL), HEL);
        hel.start().pass(Duration.ofMinutes(5));
    }

    // ----

    private Stream<Bed> both() {
        return Stream.of(fsn, hel);
    }

    private void application(String name, String destination) {
        both().forEach(
                        bed -> {
                            bed.application(name).configMapFile(name, "settings", "one");
                            bed.files.computeIfPresent(
                                    "argocd/" + name + ".yaml",
                                    (path, text) ->
                                            text.replace(
                                                    "server: https://kubernetes.default.svc",
                                                    destination));
                        });
    }

    /** An Application for the cluster that Argo CD calls in-cluster. */
    private static Manifest byHand(String name) {
        String text = new Bed().application(name).files.get("argocd/" + name + ".yaml");
        return Manifest.of(YamlObject.of(text), "by hand");
    }

    private void start() {
        both().forEach(
                        bed -> {
                            commit(bed);
                            bed.start().calm();
                        });
    }

    /** Every commit stays at the Git host. */
    private static void commit(Bed bed) {
        InMemoryTree tree = new InMemoryTree();
        bed.files.forEach(tree::file);
        String commit = bed.commit();
        bed.repositories.stands(Bed.URL, commit, commit, tree);
    }

    private static List<String> applications(Bed bed) {
        return bed.cluster.keys().stream()
                .filter(key -> key.kind().equals("Application"))
                .map(ResourceKey::name)
                .toList();
    }

    private static String said(Bed bed, String application) {
        return bed.status(application).conditions().of(ConditionType.INVALID_SPEC_ERROR).stream()
                .map(condition -> condition.message())
                .findFirst()
                .orElse("");
    }
}
