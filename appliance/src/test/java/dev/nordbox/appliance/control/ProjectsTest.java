package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.StatusReader;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.gate.SealedOnly;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.PlainSecrets.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a project allows its applications, and what becomes of those that want more. */
class ProjectsTest {

    private static final String ONLY_ACCOUNTS =
            """
            destinations: [{server: '*', namespace: web}]
              namespaceResourceWhitelist: [{group: '', kind: ServiceAccount}]""";
    private static final String ACCOUNT =
            "{apiVersion: v1, kind: ServiceAccount, metadata: {name: web, namespace: web}}";
    private static final ResourceKey ELSEWHERE =
            new ResourceKey("argoproj.io", "Application", "web", "own");
    private static final ResourceKey SECRET = new ResourceKey("", "Secret", "web", "db");
    private static final String PLAIN =
            "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {k: s3cret}\n";

    private final Bed bed = new Bed();

    /** Which namespaces an application may have made is another question. */
    @BeforeEach
    void makeNamespaces() {
        bed.cluster.put(Manifests.namespace("web"));
    }

    @Test
    void anApplicationOfAProjectConvergesBesideIt() {
        project("team", "destinations: [{server: '*', namespace: 'web'}]");
        inTeam("web").configMapFile("web", "settings", "one").commit();

        bed.start().calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void withoutItsProjectNothingIsDoneUntilItComes() {
        inTeam("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        assertThat(bed.value("web", "settings", "key")).isEmpty();
        assertThat(said("web")).contains("the project 'team' does not exist");

        project("team", "destinations: [{server: '*', namespace: '*'}]");
        bed.commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.status("web").conditions().of(ConditionType.INVALID_SPEC_ERROR)).isEmpty();
    }

    @Test
    void whatTheProjectForbidsIsToldAtOnceAndNothingIsChanged() {
        bed.cluster.put(Manifests.namespace("elsewhere"));
        project("team", "destinations: [{server: '*', namespace: web}]");
        inTeam("web").configMapFile("web", "settings", "one");
        bed.file("apps/web/foreign.yaml", foreign("")).commit();

        bed.start().calm();

        assertThat(bed.status("web").conditions().of(ConditionType.COMPARISON_ERROR))
                .singleElement()
                .satisfies(
                        condition ->
                                assertThat(condition.message())
                                        .startsWith("apps/web/foreign.yaml:1: ")
                                        .contains("is not permitted in project team"));
        assertThat(bed.value("web", "settings", "key")).isEmpty();
    }

    @Test
    void whatIsThereStaysWhenItsProjectBecomesStricter() {
        project("team", "destinations: [{server: '*', namespace: web}]");
        inTeam("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();

        project("team", "destinations: [{server: '*', namespace: api}]");
        bed.commit();
        bed.calm();

        assertThat(said("web")).contains("spec.destination");
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.UNKNOWN);
        assertThat(bed.cluster.keys()).contains(configMap("web", "settings"));
    }

    /** The way around a project that Argo CD had: what is forbidden, as a hook of the deletion. */
    @Test
    void aHookOfTheDeletionIsNoWayAroundTheProject() {
        bed.cluster.put(Manifests.namespace("elsewhere"));
        project("team", "destinations: [{server: '*', namespace: web}]");
        inTeam("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        bed.file("apps/web/foreign.yaml", foreign("argocd.argoproj.io/hook: PreDelete")).commit();
        bed.calm();

        bed.cluster.edit(
                Bed.key("web"),
                Map.of(
                        "metadata",
                        Map.of("finalizers", List.of("resources-finalizer.argocd.argoproj.io"))));
        bed.remove("argocd/web.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys()).doesNotContain(configMap("elsewhere", "foreign"));
        assertThat(bed.status("web").operationState().orElseThrow().message())
                .contains("is not permitted in project team");
    }

    /** A commit takes the manifest out, and the kind out of the project. */
    @Test
    void whatTheProjectDoesNotPermitAnyMoreIsNotPrunedButNamed() {
        project("team", "destinations: [{server: '*', namespace: web}]");
        inTeam("web")
                .configMapFile("web", "settings", "one")
                .configMapFile("web", "other", "one")
                .commit();
        bed.start().calm();

        project("team", ONLY_ACCOUNTS);
        bed.remove("apps/web/settings.yaml").remove("apps/web/other.yaml");
        bed.file("apps/web/account.yaml", ACCOUNT).commit();
        bed.calm();

        assertThat(bed.cluster.keys())
                .contains(configMap("web", "settings"), configMap("web", "other"));
        assertThat(bed.summary("web").attention().toString())
                .contains("is not permitted in project team")
                .contains("kubectl delete ConfigMap -n web settings");

        project("team", "destinations: [{server: '*', namespace: web}]");
        bed.commit();
        bed.calm();
        assertThat(bed.cluster.keys())
                .doesNotContain(configMap("web", "settings"), configMap("web", "other"));
    }

    @Test
    void whatTheProjectDoesNotPermitAnyMoreOutlivesTheApplication() {
        project("team", "destinations: [{server: '*', namespace: web}]");
        inTeam("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        bed.cluster.edit(
                Bed.key("web"),
                Map.of(
                        "metadata",
                        Map.of("finalizers", List.of("resources-finalizer.argocd.argoproj.io"))));

        project("team", ONLY_ACCOUNTS);
        bed.remove("argocd/web.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys()).contains(configMap("web", "settings"));
        assertThat(bed.cluster.keys()).doesNotContain(Bed.key("web"));
    }

    @Test
    void aProjectThatWarnsOfPlainSecretsLetsThemPassAndSaysSo() {
        bed.gates = List.of(new SealedOnly(Optional.of(Policy.REFUSE)));
        project("team", "destinations: [{server: '*', namespace: web}]");
        inTeam("web").file("apps/web/db.yaml", PLAIN).commit();
        bed.start().calm();
        assertThat(bed.status("web").conditions().of(ConditionType.COMPARISON_ERROR)).hasSize(1);
        assertThat(bed.cluster.keys()).doesNotContain(SECRET);

        String path = "argocd/project.yaml";
        String refusing = bed.files.get(path);
        bed.file(path, warning(refusing)).commit();
        bed.calm();

        assertThat(bed.cluster.keys()).contains(SECRET);
        assertThat(bed.status("web").conditions().of(ConditionType.COMPARISON_ERROR)).isEmpty();
        assertThat(bed.status("web").conditions().of(ConditionType.PLAIN_SECRET_WARNING))
                .singleElement()
                .satisfies(
                        condition ->
                                assertThat(condition.message())
                                        .startsWith("apps/web/db.yaml:1: ")
                                        .contains("the project team says", "plain-secrets: warn")
                                        .doesNotContain("s3cret"));

        bed.file("apps/web/db.yaml", PLAIN.replace("{k: s3cret}", "{}")).commit();
        bed.calm();

        assertThat(bed.status("web").conditions().all()).isEmpty();
    }

    @Test
    void aProjectMayRefuseWhatTheControllerAllows() {
        bed.gates = List.of(new SealedOnly(Optional.empty()));
        project("team", "destinations: [{server: '*', namespace: web}]");
        inTeam("web").file("apps/web/db.yaml", PLAIN).commit();
        bed.start().calm();
        assertThat(bed.cluster.keys()).contains(SECRET);
        assertThat(bed.status("web").conditions().all()).isEmpty();

        String path = "argocd/project.yaml";
        bed.file(path, warning(bed.files.get(path)).replace(": warn", ": refuse")).commit();
        bed.calm();

        assertThat(bed.status("web").conditions().of(ConditionType.COMPARISON_ERROR)).hasSize(1);
        assertThat(bed.cluster.keys()).contains(SECRET);
    }

    @Test
    void anApplicationElsewhereIsRefusedUntilItsProjectSaysThatItMayLieThere() {
        project("team", "destinations: [{server: '*', namespace: web}]");
        bed.configMapFile("web", "settings", "one").commit();
        bed.start().calm();

        bed.cluster.put(elsewhere("team"));
        bed.calm();

        assertThat(saidElsewhere())
                .contains("is not permitted in project team", "sourceNamespaces");
        assertThat(bed.value("web", "settings", "key")).isEmpty();

        project("team", "destinations: [{server: '*', namespace: web}]\n  sourceNamespaces: [w*]");
        bed.commit();
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    /** The way around: an object below a team's path is an Application of the project default. */
    @Test
    void noProjectIsLeftByPuttingAnApplicationOfAnotherOneElsewhere() {
        bed.cluster.put(Manifests.namespace("elsewhere"));
        project("team", "destinations: [{server: '*', namespace: web}]");
        bed.file("apps/out/foreign.yaml", foreign(""));
        inTeam("web").file("apps/web/out.yaml", applicationElsewhere("default", "out")).commit();

        bed.start().calm();

        assertThat(bed.cluster.keys()).contains(ELSEWHERE);
        assertThat(saidElsewhere()).contains("is not permitted in project default");
        assertThat(bed.cluster.keys()).doesNotContain(configMap("elsewhere", "foreign"));
    }

    /** As its status and finalizers are what its author wrote, too. */
    @Test
    void whatIsRefusedForItsPlaceDeletesNothing() throws Exception {
        bed.configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        bed.cluster.put(elsewhere("default"));
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("one");

        project("team", "destinations: [{server: '*', namespace: web}]");
        bed.commit();
        bed.calm();
        bed.cluster.edit(
                ELSEWHERE,
                Map.of(
                        "metadata",
                        Map.of("finalizers", List.of("resources-finalizer.argocd.argoproj.io"))));
        String uid = Fields.text(bed.cluster.content(ELSEWHERE), "metadata", "uid").orElseThrow();
        bed.cluster.delete(ELSEWHERE, uid, Propagation.BACKGROUND);
        bed.pass(Duration.ofMinutes(1));

        assertThat(bed.cluster.keys()).doesNotContain(ELSEWHERE);
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void aProjectElsewhereBindsNobodyAndFreesNobody() {
        project("team", "destinations: [{server: '*', namespace: api}]");
        bed.configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        bed.cluster.put(
                Manifests.object(
                        "argoproj.io/v1alpha1",
                        "AppProject",
                        "web",
                        "own",
                        Map.of("spec", Map.of("sourceNamespaces", List.of("*")))));

        bed.cluster.put(elsewhere("own"));
        bed.calm();

        assertThat(saidElsewhere()).contains("the project 'own' does not exist");
    }

    private static Manifest elsewhere(String project) {
        return Manifest.of(YamlObject.of(applicationElsewhere(project, "web")), "by hand");
    }

    private static String applicationElsewhere(String project, String path) {
        return """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: own, namespace: web}
        spec:
          project: %s
          source: {repoURL: '%s', path: apps/%s, targetRevision: HEAD}
          destination: {server: 'https://kubernetes.default.svc', namespace: web}
          syncPolicy: {automated: {prune: true, selfHeal: true}}
        """
                .formatted(project, Bed.URL, path);
    }

    private String saidElsewhere() {
        return StatusReader.read(Fields.map(bed.cluster.content(ELSEWHERE), "status"))
                .conditions()
                .of(ConditionType.INVALID_SPEC_ERROR)
                .toString();
    }

    private static String warning(String project) {
        return project.replace(
                "namespace: argocd}",
                "namespace: argocd, annotations: {nordbox.no/plain-secrets: warn}}");
    }

    private void project(String name, String destinations) {
        bed.file(
                "argocd/project.yaml",
                """
                apiVersion: argoproj.io/v1alpha1
                kind: AppProject
                metadata: {name: %s, namespace: argocd}
                spec:
                  sourceRepos: ['*']
                  %s
                """
                        .formatted(name, destinations));
    }

    private Bed inTeam(String application) {
        bed.application(application);
        String path = "argocd/" + application + ".yaml";
        return bed.file(path, bed.files.get(path).replace("project: default", "project: team"));
    }

    private static String foreign(String annotation) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: foreign
          namespace: elsewhere
          annotations: {%s}
        """
                .formatted(annotation);
    }

    private String said(String application) {
        return bed.status(application).conditions().of(ConditionType.INVALID_SPEC_ERROR).toString();
    }
}
