package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.ResourceStatus;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The labels that an Application wants on its namespace, kept like any object. */
class DestinationNamespaceTest {

    private static final ResourceKey WEB = new ResourceKey("", "Namespace", "", "web");

    private final Bed bed = new Bed();

    @Test
    void whatSomebodyChangesIsSetBack() {
        labelled("web", "team: blue");
        bed.start().calm();
        assertThat(label("team")).hasValue("blue");

        bed.cluster.edit(WEB, Map.of("metadata", Map.of("labels", Map.of("team", "red"))));
        bed.calm();

        assertThat(label("team")).hasValue("blue");
        assertThat(sync("web")).isEqualTo(SyncStatusCode.SYNCED);
    }

    @Test
    void anotherLabelIsApplied() {
        labelled("web", "team: blue");
        bed.start().calm();

        labelled("web", "team: green");
        bed.calm();

        assertThat(label("team")).hasValue("green");
        assertThat(sync("web")).isEqualTo(SyncStatusCode.SYNCED);
    }

    @Test
    void whoIsSyncedByHandIsOutOfSync() {
        application("web", "managedNamespaceMetadata: {labels: {team: blue}}");
        bed.cluster.put(Manifests.namespace("web"));
        bed.start().calm();

        assertThat(sync("web")).isEqualTo(SyncStatusCode.OUT_OF_SYNC);
        assertThat(bed.asked("GET", "/applications/web/diff").content().toString())
                .contains("team: blue");
    }

    /** Or a person would see an OutOfSync whose every resource is Synced. */
    @Test
    void whatIsNotSetBackIsListed() {
        application(
                "web",
                "automated: {prune: true}",
                "managedNamespaceMetadata: {labels: {team: blue}}");
        bed.start().calm();
        assertThat(outOfSync("web")).isEmpty();

        bed.cluster.edit(WEB, Map.of("metadata", Map.of("labels", Map.of("team", "red"))));
        bed.calm();

        assertThat(sync("web")).isEqualTo(SyncStatusCode.OUT_OF_SYNC);
        assertThat(outOfSync("web")).containsExactly(WEB);
    }

    @Test
    void theLabelsOfABlockThatIsTakenOutGoAndOthersStay() {
        labelled("web", "team: blue");
        bed.start().calm();
        bed.cluster.edit(WEB, Map.of("metadata", Map.of("labels", Map.of("theirs", "1"))));

        application("web", "automated: {prune: true, selfHeal: true}");
        bed.calm();

        assertThat(label("team")).isEmpty();
        assertThat(label("theirs")).hasValue("1");
        assertThat(sync("web")).isEqualTo(SyncStatusCode.SYNCED);
    }

    @Test
    void ofTwoTheFirstByNameHasTheSayAndTheOtherSaysSo() {
        labelled("web", "team: blue");
        labelledInWeb("api", "team: green");
        bed.start().calm();

        assertThat(label("team")).hasValue("green");
        assertThat(shared("web"))
                .singleElement()
                .asString()
                .contains("application api", "managedNamespaceMetadata");
        assertThat(shared("api")).isEmpty();
        assertThat(sync("web")).isEqualTo(SyncStatusCode.SYNCED);

        bed.cluster.forgetWrites();
        bed.start().calm();
        assertThat(bed.cluster.writes()).doesNotContain("apply " + WEB);
    }

    @Test
    void whenTheFirstWantsNothingMoreTheOtherHasItsWay() {
        labelled("web", "team: blue");
        labelledInWeb("api", "team: green");
        bed.start().calm();

        bed.remove("argocd/api.yaml").commit();
        bed.calm();

        assertThat(label("team")).hasValue("blue");
        assertThat(shared("web")).isEmpty();
    }

    @Test
    void theFirstHasTheSayWhileItIsRefusedWhateverIsRemembered() {
        labelled("web", "team: blue");
        labelledInWeb("api", "team: green");
        bed.start().calm();

        change("argocd/api.yaml", "project: default", "project: gone");
        bed.calm();
        bed.start().calm();

        assertThat(label("team")).hasValue("green");
        assertThat(shared("web")).singleElement().asString().contains("application api");
    }

    @Test
    void whoDoesNotCreateItWantsNoLabelsOnIt() {
        labelled("web", "team: blue");
        labelledInWeb("api", "team: green");
        change("argocd/api.yaml", "CreateNamespace=true", "");
        bed.start().calm();
        assertThat(label("team")).hasValue("blue");

        application("web", "automated: {prune: true, selfHeal: true}");
        bed.calm();

        assertThat(label("team")).isEmpty();
    }

    @Test
    void whoWantsNothingOnItLeavesWhatAnotherWants() {
        application("api", "automated: {prune: true, selfHeal: true}");
        inWeb("api");
        labelled("web", "team: blue");
        bed.start().calm();
        assertThat(label("team")).hasValue("blue");

        bed.cluster.forgetWrites();
        bed.start().calm();

        assertThat(bed.cluster.writes()).doesNotContain("apply " + WEB);
    }

    @Test
    void whatAPersonPutThereBeforeStays() {
        bed.cluster.put(
                Manifests.object("v1", "Namespace", "", "web", Map.of())
                        .as(WEB, withLabel("theirs", "1")));
        labelled("web", "team: blue");
        bed.start().calm();

        assertThat(label("team")).hasValue("blue");
        assertThat(label("theirs")).hasValue("1");
        assertThat(sync("web")).isEqualTo(SyncStatusCode.SYNCED);
    }

    private static Map<String, Object> withLabel(String name, String value) {
        Map<String, Object> metadata = new HashMap<>(Map.of("name", "web"));
        metadata.put("labels", Map.of(name, value));
        return Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", metadata);
    }

    private void labelled(String name, String labels) {
        application(
                name,
                "automated: {prune: true, selfHeal: true}",
                "managedNamespaceMetadata: {labels: {" + labels + "}}");
    }

    private void labelledInWeb(String name, String labels) {
        labelled(name, labels);
        inWeb(name);
    }

    private void inWeb(String name) {
        String path = "argocd/" + name + ".yaml";
        String elsewhere = "    namespace: " + name + "\n  syncPolicy";
        assertThat(bed.files.get(path)).contains(elsewhere);
        bed.file(path, bed.files.get(path).replace(elsewhere, "    namespace: web\n  syncPolicy"))
                .commit();
    }

    private void change(String path, String from, String to) {
        assertThat(bed.files.get(path)).contains(from);
        bed.file(path, bed.files.get(path).replaceFirst(from, to)).commit();
    }

    private void application(String name, String... policy) {
        String[] lines = new String[policy.length + 1];
        System.arraycopy(policy, 0, lines, 1, policy.length);
        lines[0] = "syncOptions: [CreateNamespace=true]";
        bed.application(name, lines).configMapFile(name, "settings-" + name, "one").commit();
    }

    private Optional<String> label(String name) {
        return Fields.text(bed.cluster.content(WEB), "metadata", "labels", name);
    }

    private SyncStatusCode sync(String application) {
        return bed.status(application).sync().orElseThrow().status();
    }

    private List<ResourceKey> outOfSync(String application) {
        return bed.status(application).resources().stream()
                .filter(one -> one.status().equals(Optional.of(SyncStatusCode.OUT_OF_SYNC)))
                .map(ResourceStatus::key)
                .toList();
    }

    private List<Condition> shared(String application) {
        return bed.status(application).conditions().of(ConditionType.SHARED_RESOURCE_WARNING);
    }
}
