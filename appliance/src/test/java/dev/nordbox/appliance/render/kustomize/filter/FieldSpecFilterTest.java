package dev.nordbox.appliance.render.kustomize.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.Tag;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldSpecFilterTest {

    @Test
    void listsOnTheWayAreEntered() throws RenderException {
        assertThat(set("spec: {list: [{a: 1}, {a: 2}, {b: 3}]}", spec("spec/list/a", false)))
                .isEqualTo("spec:\n  list:\n  - a: x\n  - a: x\n  - b: 3\n");
    }

    @Test
    void missingFieldsAreCreatedOnlyWhereTheSpecSaysSo() throws RenderException {
        assertThat(set("a: 1", spec("spec/deep/name", true)))
                .isEqualTo("a: 1\nspec:\n  deep:\n    name: x\n");
        assertThat(set("a: 1", spec("spec/deep/name", false))).isEqualTo("a: 1\n");
        assertThat(set("a: 1", spec("spec/list[]/name", true))).isEqualTo("a: 1\nspec: {}\n");
    }

    @Test
    void aNullOnTheWayBecomesWhatIsNeeded() throws RenderException {
        assertThat(set("spec: null", spec("spec/name", true))).isEqualTo("spec:\n  name: x\n");
        assertThat(set("spec: {list: null}", spec("spec/list[]/name", false)))
                .isEqualTo("spec:\n  list: []\n");
        assertThat(set("spec: null", spec("spec/name", false))).isEqualTo("spec: null\n");
    }

    @Test
    void aSlashInANameIsEscaped() throws RenderException {
        assertThat(set("a: {b/c: 1}", spec("a/b\\/c", false))).isEqualTo("a:\n  b/c: x\n");
    }

    @Test
    void otherKindsAreLeftAlone() throws RenderException {
        FieldSpec spec = new FieldSpec(new Gvk("apps", "", "Deployment"), "a", false);

        assertThat(set("apiVersion: apps/v1\nkind: Deployment\na: 1", spec)).contains("a: x");
        assertThat(set("apiVersion: v1\nkind: Deployment\na: 1", spec)).contains("a: 1");
    }

    @Test
    void aScalarOnTheWayIsRefusedWithTheObject() {
        assertThatThrownBy(
                        () ->
                                set(
                                        "apiVersion: v1\nkind: Thing\nmetadata: {name: n}\na: 1",
                                        spec("a/b", false)))
                .hasMessage(
                        "considering field 'a/b' of object Thing.v1.[noGrp]/n.[noNs]:"
                                + " expected sequence or mapping node");
    }

    @Test
    void labelsAreStringsWhateverTheyLookLike() throws RenderException {
        Node node = parse("metadata: {labels: {a: 1}}");
        new LabelFilter(Map.of("a", "2", "b", "true"), List.of(spec("metadata/labels", true)))
                .apply(node);

        assertThat(YamlEmitter.emit(node))
                .isEqualTo("metadata:\n  labels:\n    a: \"2\"\n    b: \"true\"\n");
    }

    @Test
    void affixesSurroundTheName() throws RenderException {
        Node node = parse("metadata: {name: web}");
        AffixFilter.prefix("dev-").apply(node, spec("metadata/name", false));
        AffixFilter.suffix("-v2").apply(node, spec("metadata/name", false));

        assertThat(node.textAt("metadata", "name")).contains("dev-web-v2");
    }

    @Test
    void replicasAreANumberUnlessTheyWereQuoted() throws RenderException {
        Node node = parse("spec: {replicas: 1}");
        Node quoted = parse("spec: {replicas: '1'}");
        new ReplicaCountFilter(3).apply(node, spec("spec/replicas", true));
        new ReplicaCountFilter(3).apply(quoted, spec("spec/replicas", true));

        assertThat(YamlEmitter.emit(node)).isEqualTo("spec:\n  replicas: 3\n");
        // The quotes stay, and with them the type: so it is in the original.
        assertThat(YamlEmitter.emit(quoted)).isEqualTo("spec:\n  replicas: \"3\"\n");
    }

    @Test
    void valuesGoIntoFilePathsToo() throws RenderException {
        assertThat(added("/raw", 1)).isEqualTo("/PEACH/raw");
        assertThat(added("raw", 2)).isEqualTo("raw/PEACH");
        assertThat(added("a/nice/pie", 3)).isEqualTo("a/nice/PEACH/pie");
        assertThat(added("/", 9)).isEqualTo("/PEACH");
        assertThat(added("pie", 0)).isEqualTo("PEACH");
    }

    private static String added(String path, int position) throws RenderException {
        Node node = parse("a: {b: " + path + "}");
        new ValueAddFilter("PEACH", "a/b", position).apply(node);
        return node.textAt("a", "b").orElseThrow();
    }

    private static FieldSpec spec(String path, boolean create) {
        return FieldSpec.everywhere(path, create);
    }

    private static String set(String text, FieldSpec spec) throws RenderException {
        Node node = parse(text);
        FieldSpecFilter.creating(
                        NodeKind.SCALAR,
                        Tag.STRING,
                        field -> Setters.setText(field, "x", Tag.STRING))
                .apply(node, spec);
        return YamlEmitter.emit(node);
    }

    private static Node parse(String text) throws RenderException {
        return YamlParser.forResources().parse(text);
    }
}
