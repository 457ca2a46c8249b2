package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.tombstone.TombstoneFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The namespace that an Application asks for is an object like any other to its project. */
class ProjectNamespacesTest {

    private static final ResourceKey WEB = namespace("web");
    private static final String PERMITTED =
            "clusterResourceWhitelist: [{group: '', kind: Namespace}]";
    private static final String PRIVILEGED =
            "    managedNamespaceMetadata:\n"
                    + "      labels: {pod-security.kubernetes.io/enforce: privileged}\n";

    private final Bed bed = new Bed();

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "clusterResourceWhitelist: []",
                "clusterResourceWhitelist: [{group: '', kind: Namespace, name: api}]",
                "clusterResourceWhitelist: [{group: '*', kind: '*'}]\n"
                        + "  clusterResourceBlacklist: [{group: '', kind: Namespace}]",
            })
    void oneThatTheProjectDoesNotPermitIsNotMade(String kinds) {
        project(kinds);
        inTeam("").commit();
        bed.start().calm();

        assertThat(bed.cluster.keys()).doesNotContain(WEB);
        assertThat(refusals())
                .singleElement()
                .satisfies(
                        condition ->
                                assertThat(condition.message())
                                        .startsWith("syncOptions: CreateNamespace=true: ")
                                        .contains("is not permitted in project team")
                                        .contains("clusterResourceWhitelist"));

        project(PERMITTED);
        bed.commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(refusals()).isEmpty();
    }

    /** As with Argo CD, whose sync leaves it alone. */
    @Test
    void oneThatIsThereAndGetsNoLabelsNeedsNoPermission() {
        bed.cluster.put(Manifests.namespace("web"));
        project("");
        inTeam("").commit();

        bed.start().calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void oneThatIsThereIsNotLabelledWithoutPermission() {
        bed.cluster.put(Manifests.namespace("web"));
        project("");
        inTeam(PRIVILEGED).commit();
        bed.start().calm();

        assertThat(enforced()).isEmpty();
        assertThat(refusals()).hasSize(1);

        project(PERMITTED);
        bed.commit();
        bed.calm();

        assertThat(enforced()).hasValue("privileged");
    }

    /** It did not ask for that, and may not: who may has it done. */
    @Test
    void whatAnotherOneWantedOnItIsNotTakenOffWithoutPermission() {
        inTeam("").commit();
        String path = "argocd/web.yaml";
        bed.file(path, bed.files.get(path).replace("project: team", "project: default"));
        bed.append(path, PRIVILEGED).commit();
        bed.start().calm();
        assertThat(enforced()).hasValue("privileged");

        project("");
        inTeam("").commit();
        bed.calm();

        assertThat(enforced()).hasValue("privileged");
        assertThat(bed.status("web").conditions().all()).isEmpty();
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.SYNCED);

        project(PERMITTED);
        bed.commit();
        bed.calm();

        assertThat(enforced()).isEmpty();
    }

    @Test
    void theControllersOwnIsNotMadeForAnybody() {
        bed.application("web").configMapFile("web", "settings", "one");
        bed.remove("apps/web/settings.yaml");
        bed.file(
                "apps/web/role.yaml",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole,"
                        + " metadata: {name: web}, rules: []}");
        String path = "argocd/web.yaml";
        bed.file(path, bed.files.get(path).replace("namespace: web", "namespace: nordbox-system"))
                .commit();

        bed.start().calm();

        assertThat(bed.cluster.keys()).doesNotContain(namespace("nordbox-system"));
        assertThat(refusals().toString()).contains("is the controller's own");
    }

    @Test
    void anUndoIsNoWayAroundTheProject() throws Exception {
        bed.tombstones = TombstoneFiles.in(directory, Clock.fixed(bed.now(), ZoneOffset.UTC));
        project(PERMITTED);
        inTeam("").configMapFile("web", "other", "one").commit();
        bed.start().calm();
        bed.remove("apps/web/settings.yaml").commit();
        bed.calm();
        project("");
        bed.commit();
        bed.calm();
        String uid = Fields.text(bed.cluster.content(WEB), "metadata", "uid").orElseThrow();
        bed.cluster.delete(WEB, uid, Propagation.BACKGROUND);
        bed.calm();

        bed.asked("POST", "/applications/web/undo?request=r1");
        bed.calm();

        assertThat(bed.cluster.keys()).doesNotContain(WEB);
    }

    /** A commit that cannot be read has the one before kept up, but not one that was refused. */
    @Test
    void whatIsRefusedIsNotKeptUpWhenTheNextCommitCannotBeRead() {
        bed.cluster.put(Manifests.namespace("web"));
        project("namespaceResourceBlacklist: [{group: '', kind: ConfigMap}]");
        inTeam("").commit();
        bed.start().calm();
        assertThat(bed.value("web", "settings", "key")).isEmpty();

        bed.file("apps/web/broken.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: [")
                .commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).isEmpty();
        assertThat(refusals().toString())
                .contains("apps/web/broken.yaml", "is not permitted in project team");
    }

    private static ResourceKey namespace(String name) {
        return new ResourceKey("", "Namespace", "", name);
    }

    private void project(String kinds) {
        bed.file(
                "argocd/project.yaml",
                """
                apiVersion: argoproj.io/v1alpha1
                kind: AppProject
                metadata: {name: team, namespace: argocd}
                spec:
                  sourceRepos: ['*']
                  destinations: [{server: '*', namespace: '*'}]
                  %s
                """
                        .formatted(kinds));
    }

    private Bed inTeam(String policy) {
        bed.application("web").configMapFile("web", "settings", "one");
        String path = "argocd/web.yaml";
        return bed.file(
                path, bed.files.get(path).replace("project: default", "project: team") + policy);
    }

    private List<Condition> refusals() {
        return bed.status("web").conditions().of(ConditionType.COMPARISON_ERROR);
    }

    private Optional<String> enforced() {
        return Fields.text(
                bed.cluster.content(WEB),
                "metadata",
                "labels",
                "pod-security.kubernetes.io/enforce");
    }
}
