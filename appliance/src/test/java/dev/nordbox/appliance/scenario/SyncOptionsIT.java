package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMap;
import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static dev.nordbox.appliance.scenario.Objects.deployment;
import static dev.nordbox.appliance.scenario.Objects.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an Application asks of its sync, kept on a real server. */
class SyncOptionsIT {

    @RegisterExtension static final Box BOX = new Box();

    private static final String OPTIONS = "argocd.argoproj.io/sync-options";

    @Test
    void namespaceIsMadeWithTheMetadataOfTheApplication() throws Exception {
        BOX.application(
                        "marked",
                        "automated: {prune: true, selfHeal: true}",
                        "syncOptions: [CreateNamespace=true]",
                        "managedNamespaceMetadata: {labels: {team: drift}, annotations: {a: b}}")
                .manifest("marked", "s", configMap("s", "1"))
                .commit();
        BOX.start();

        BOX.awaitSynced("marked");
        BOX.awaitField(namespace("marked"), "drift", "metadata", "labels", "team");
        BOX.awaitField(namespace("marked"), "b", "metadata", "annotations", "a");
        assertThat(BOX.field(namespace("marked"), "metadata", "annotations").toString())
                .as("it is not one of the application's objects, and never pruned")
                .doesNotContain("tracking-id");

        BOX.somebody()
                .edit(
                        namespace("marked"),
                        Map.of("metadata", Map.of("labels", Map.of("team", "x", "own", "1"))));
        BOX.awaitField(namespace("marked"), "drift", "metadata", "labels", "team");

        BOX.application("marked").commit();
        BOX.awaitNoField(namespace("marked"), "metadata", "labels", "team");
        assertThat(BOX.field(namespace("marked"), "metadata", "labels", "own")).contains("1");
    }

    @Test
    void whatAnApplyCannotBecomeIsReplaced() throws Exception {
        ResourceKey web = deployment("replaced", "web");
        BOX.application("replaced")
                .manifest("replaced", "s", configMap("s", "1"))
                .manifest("replaced", "web", deployment("web", Map.of()));
        BOX.commit();
        BOX.start();
        BOX.awaitSynced("replaced");

        BOX.manifest("replaced", "web", recreated(Map.of())).commit();
        BOX.await("it is told", () -> BOX.message("replaced").contains("Replace=true"));

        BOX.manifest("replaced", "web", recreated(Map.of(OPTIONS, "Replace=true"))).commit();
        BOX.awaitSynced("replaced");
        assertThat(BOX.field(web, "spec", "strategy", "type")).contains("Recreate");
    }

    private static String recreated(Map<String, String> annotations) {
        return deployment("web", annotations)
                .replace("spec:\n  sel", "spec:\n  strategy: {type: Recreate}\n  sel");
    }

    @Test
    void ignoredFieldIsNeitherDriftNorReset() throws Exception {
        BOX.file(
                "argocd/ignoring.yaml",
                BOX.applicationText(
                                "ignoring",
                                "automated: {prune: true, selfHeal: true}",
                                "syncOptions: [CreateNamespace=true,"
                                        + " RespectIgnoreDifferences=true]")
                        + "  ignoreDifferences:\n"
                        + "  - {group: apps, kind: Deployment, jsonPointers: [/spec/replicas]}\n");
        String replicas = "spec:\n  replicas: 2\n  sel";
        String manifest = deployment("web", Map.of()).replace("spec:\n  sel", replicas);
        BOX.manifest("ignoring", "web", manifest).commit();
        BOX.start();
        ResourceKey web = deployment("ignoring", "web");
        BOX.awaitSynced("ignoring");

        BOX.somebody().edit(web, Map.of("spec", Map.of("replicas", 4)));
        BOX.manifest(
                        "ignoring",
                        "web",
                        deployment("web", Map.of("a", "b")).replace("spec:\n  sel", replicas))
                .commit();
        BOX.awaitField(web, "b", "metadata", "annotations", "a");
        BOX.awaitSynced("ignoring");

        assertThat(Fields.number(BOX.object(web).content(), "spec", "replicas")).isEqualTo(4);
    }

    @Test
    void replaceTakesWhatOthersAddedAway() throws Exception {
        BOX.application("replaced")
                .manifest("replaced", "s", configMap("s", "1", Map.of(OPTIONS, "Replace=true")))
                .commit();
        BOX.start();
        BOX.awaitSynced("replaced");
        ResourceKey settings = configMapKey("replaced", "s");
        BOX.somebody().edit(settings, Map.of("data", Map.of("foreign", "x")));

        BOX.manifest("replaced", "s", configMap("s", "2", Map.of(OPTIONS, "Replace=true")))
                .commit();

        BOX.awaitField(settings, "2", "data", "key");
        BOX.awaitNoField(settings, "data", "foreign");
        BOX.awaitSynced("replaced");
    }

    @Test
    void forceMakesAnewWhatCannotBeChanged() throws Exception {
        Map<String, String> force = Map.of(OPTIONS, "Force=true,Replace=true");
        BOX.application("forced").manifest("forced", "j", Objects.job("j", force)).commit();
        BOX.start();
        ResourceKey job = Objects.jobKey("forced", "j");
        BOX.awaitThere(job);
        BOX.awaitSynced("forced");
        String uid = BOX.object(job).uid();

        BOX.manifest("forced", "j", Objects.job("j", force).replace("job:1", "job:2")).commit();

        BOX.await(
                "the job is another one",
                () -> BOX.live(job).filter(live -> !live.uid().equals(uid)).isPresent());
        BOX.awaitSynced("forced");
    }

    @Test
    void forceDeletesNothingForAManifestThatIsInvalid() throws Exception {
        Map<String, String> force = Map.of(OPTIONS, "Force=true");
        String web = deployment("web", force);
        BOX.application("typo").manifest("typo", "web", web).commit();
        BOX.start();
        BOX.awaitSynced("typo");
        ResourceKey key = deployment("typo", "web");
        String uid = BOX.object(key).uid();

        BOX.manifest("typo", "web", web.replace("spec:\n  sel", "spec:\n  replicas: -1\n  sel"))
                .commit();

        BOX.await("it says why", () -> BOX.message("typo").contains("replicas"));
        assertThat(BOX.object(key).uid()).as("it is still there").isEqualTo(uid);
        assertThat(BOX.object(key).terminating()).isFalse();
    }

    @Test
    void forceDoesNotDeleteWhatMayHoldData() throws Exception {
        String claim =
                """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata:
                  name: data
                  annotations: {argocd.argoproj.io/sync-options: Force=true}
                spec:
                  storageClassName: none
                  accessModes: [ReadWriteOnce]
                  resources: {requests: {storage: 1Gi}}
                """;
        BOX.application("claimed").manifest("claimed", "data", claim).commit();
        BOX.start();
        ResourceKey key = Objects.key("", "PersistentVolumeClaim", "claimed", "data");
        BOX.awaitThere(key);
        BOX.awaitSynced("claimed");
        String uid = BOX.object(key).uid();

        BOX.manifest("claimed", "data", claim.replace("ReadWriteOnce", "ReadWriteMany")).commit();

        BOX.await("it asks", () -> BOX.message("claimed").contains("it may hold data"));
        assertThat(BOX.object(key).uid()).isEqualTo(uid);
        assertThat(BOX.object(key).terminating()).isFalse();
    }

    @Test
    void withoutForceWhatCannotBeChangedIsRefusedWithTheWayOut() throws Exception {
        BOX.application("stuck").manifest("stuck", "j", Objects.job("j", Map.of())).commit();
        BOX.start();
        BOX.awaitThere(Objects.jobKey("stuck", "j"));
        BOX.awaitSynced("stuck");

        BOX.manifest("stuck", "j", Objects.job("j", Map.of()).replace("job:1", "job:2")).commit();

        BOX.await("it says how", () -> BOX.message("stuck").contains("Force=true"));
        assertThat(BOX.message("stuck")).contains("field is immutable").hasSizeLessThan(3000);
    }
}
