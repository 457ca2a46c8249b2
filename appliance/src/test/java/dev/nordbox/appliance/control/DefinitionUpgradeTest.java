package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Widgets.DEFINITION;
import static dev.nordbox.appliance.control.Widgets.SPROCKET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A definition gets a field, and an object of its kind has that field. */
class DefinitionUpgradeTest {

    private final Bed bed = new Bed();

    @BeforeEach
    void aWidgetOfTheOldDefinition() {
        bed.cluster.refuse(this::unknownField);
        bed.applicationTriedOnce("web")
                .file("apps/web/definition.yaml", definition("old"))
                .file("apps/web/sprocket.yaml", widget("{teeth: 12}"))
                .commit();
        bed.start().calm();
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.SYNCED);
    }

    @Test
    void oneCommitMayBringBoth() {
        bed.file("apps/web/definition.yaml", definition("new"))
                .file("apps/web/sprocket.yaml", widget("{teeth: 12, colour: blue}"))
                .commit();
        bed.calm();

        assertThat(colour()).hasValue("blue");
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.SYNCED);
    }

    @Test
    void aDryRunSaysThatItIsForNow() {
        bed.application("web", "syncOptions: [CreateNamespace=true]").commit();
        bed.file("apps/web/definition.yaml", definition("new"))
                .file("apps/web/sprocket.yaml", widget("{teeth: 12, colour: blue}"))
                .commit();
        bed.calm();

        bed.asked("POST", "/applications/web/sync?dryRun=true");
        bed.calm();

        assertThat(bed.status("web").operationState().orElseThrow().message())
                .contains("as things are now");
    }

    @Test
    void aDryRunSaysThatOfAHookToo() {
        bed.application("web", "syncOptions: [CreateNamespace=true]").commit();
        bed.file("apps/web/definition.yaml", definition("new"))
                .file(
                        "apps/web/hook.yaml",
                        widget("{colour: blue}")
                                .replace(
                                        "name: sprocket",
                                        "name: hook, annotations:"
                                                + " {argocd.argoproj.io/hook: PostSync}"))
                .commit();
        bed.calm();

        bed.asked("POST", "/applications/web/sync?dryRun=true");
        bed.calm();

        assertThat(bed.status("web").operationState().orElseThrow().message())
                .contains("apps/web/hook.yaml", "as things are now");
    }

    @Test
    void whatTheOldDefinitionOfOthersRefusedIsTakenWhenTheyChangeIt() {
        bed.remove("apps/web/definition.yaml").commit();
        bed.calm();
        bed.cluster.remove(DEFINITION);
        bed.cluster.put(Manifest.of(YamlObject.of(definition("new")), "by hand"));
        bed.file("apps/web/sprocket.yaml", widget("{teeth: 12, colour: blue}")).commit();
        bed.calm();
        assertThat(colour()).hasValue("blue");
        label("old");
        bed.calm();
        bed.cluster.edit(SPROCKET, Map.of("spec", Map.of("colour", "red")));
        bed.calm();
        assertThat(colour()).as("the server refuses what would heal it").hasValue("red");

        label("new");
        bed.calm();

        assertThat(colour()).hasValue("blue");
    }

    private void label(String of) {
        bed.cluster.edit(DEFINITION, Map.of("metadata", Map.of("labels", Map.of("of", of))));
    }

    private Optional<String> colour() {
        return Fields.text(bed.cluster.content(SPROCKET), "spec", "colour");
    }

    private Optional<ApiRefused> unknownField(Manifest manifest) {
        boolean known =
                !bed.cluster.keys().contains(DEFINITION)
                        || Fields.text(bed.cluster.content(DEFINITION), "metadata", "labels", "of")
                                .equals(Optional.of("new"));
        return !known && Fields.text(manifest.content(), "spec", "colour").isPresent()
                ? Optional.of(
                        new ApiRefused(
                                422, "Invalid", ".spec.colour: field not declared in schema"))
                : Optional.empty();
    }

    private static String widget(String spec) {
        return """
        apiVersion: test.nordbox.no/v1
        kind: Widget
        metadata: {name: sprocket}
        spec: %s
        """
                .formatted(spec);
    }

    private static String definition(String label) {
        return """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: widgets.test.nordbox.no
          labels: {of: %s}
          annotations: {argocd.argoproj.io/sync-options: Prune=false}
        spec:
          group: test.nordbox.no
          scope: Namespaced
          names: {kind: Widget, plural: widgets}
          versions: [{name: v1, served: true, storage: true}]
        """
                .formatted(label);
    }
}
