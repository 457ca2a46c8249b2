package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMap;
import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static dev.nordbox.appliance.scenario.Objects.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** AppProjects of the repository, on a real server. */
class ProjectsIT {

    private static final String NAMESPACES =
            "clusterResourceWhitelist: [{group: '', kind: Namespace}]";

    @RegisterExtension static final Box BOX = new Box();

    @Test
    void applicationOfAProjectConvergesWithinIt() throws Exception {
        project("team-a", "within", NAMESPACES);
        inProject("within", "team-a").manifest("within", "s", configMap("s", "1")).commit();
        BOX.start();

        BOX.awaitSynced("within");

        assertThat(BOX.field(configMapKey("within", "s"), "data", "key")).contains("1");
    }

    @Test
    void namespaceThatTheProjectDoesNotPermitIsNotMade() throws Exception {
        project("team-n", "unmade", "");
        inProject("unmade", "team-n").manifest("unmade", "s", configMap("s", "1")).commit();
        BOX.start();

        BOX.await(
                "it is told",
                () ->
                        BOX
                                .status("unmade")
                                .conditions()
                                .of(ConditionType.COMPARISON_ERROR)
                                .stream()
                                .map(Condition::message)
                                .anyMatch(m -> m.contains("is not permitted in project team-n")));

        assertThat(BOX.live(key("", "Namespace", "", "unmade"))).isEmpty();
    }

    @Test
    void kindThatTheProjectLacksIsRefusedUntilItIsAllowed() throws Exception {
        project("team-b", "kinds", NAMESPACES);
        inProject("kinds", "team-b").manifest("kinds", "s", configMap("s", "1"));
        BOX.manifest(
                        "kinds",
                        "role",
                        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n"
                                + "metadata: {name: kinds-reader}\nrules: []\n")
                .commit();
        BOX.start();
        BOX.await(
                "it is told",
                () ->
                        BOX.status("kinds").conditions().of(ConditionType.COMPARISON_ERROR).stream()
                                .map(Condition::message)
                                .anyMatch(m -> m.contains("is not permitted in project team-b")));
        assertThat(BOX.live(configMapKey("kinds", "s"))).isEmpty();

        project(
                "team-b",
                "kinds",
                "clusterResourceWhitelist: [{group: '', kind: Namespace},"
                        + " {group: rbac.authorization.k8s.io, kind: ClusterRole}]");
        BOX.commit();

        BOX.awaitSynced("kinds");
        assertThat(BOX.live(configMapKey("kinds", "s"))).isPresent();
    }

    @Test
    void whatLeavesGitAndItsProjectByOneCommitIsNamedAndNotDeleted() throws Exception {
        project("team-c", "kept", NAMESPACES);
        inProject("kept", "team-c").manifest("kept", "s", configMap("s", "1")).commit();
        BOX.start();
        BOX.awaitSynced("kept");

        project(
                "team-c",
                "kept",
                "namespaceResourceWhitelist: [{group: '', kind: ServiceAccount}]");
        BOX.repository().remove("apps/kept/s.yaml");
        BOX.manifest(
                        "kept",
                        "account",
                        "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: kept}\n")
                .commit();

        BOX.awaitThere(key("", "ServiceAccount", "kept", "kept"));
        BOX.await(
                "it is named",
                () ->
                        BOX.summary("kept").attention().stream()
                                .anyMatch(
                                        o ->
                                                o.name().equals("s")
                                                        && o.message()
                                                                .contains(
                                                                        "is not permitted in"
                                                                                + " project team-c")));
        assertThat(BOX.live(configMapKey("kept", "s"))).isPresent();
    }

    private static void project(String name, String namespace, String more) {
        BOX.file(
                "argocd/project.yaml",
                """
                apiVersion: argoproj.io/v1alpha1
                kind: AppProject
                metadata: {name: %s, namespace: argocd}
                spec:
                  sourceRepos: ['*']
                  destinations: [{server: '*', namespace: %s}]
                  %s
                """
                        .formatted(name, namespace, more));
    }

    private static Box inProject(String application, String project) {
        return BOX.file(
                "argocd/" + application + ".yaml",
                BOX.applicationText(
                                application,
                                "automated: {prune: true, selfHeal: true}",
                                "syncOptions: [CreateNamespace=true]")
                        .replace("project: default", "project: " + project));
    }
}
