package dev.nordbox.appliance.render.kustomize.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.kustomize.config.FieldOptions;
import dev.nordbox.appliance.render.kustomize.config.SourceSelector;
import dev.nordbox.appliance.render.kustomize.config.TargetSelector;
import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplacementFilterTest {
    private static final String TARGET =
            """
            spec:
              port: 80
              containers:
              - {name: web, image: 'nginx:1'}
              - {name: side, image: 'side:1'}
              args: [a, b]
              labels: {x.y/z: old}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec.port | port: 9",
                "spec.containers.[name=web].image | image: \"9\"",
                "spec.containers.[name=^s].image | name: side",
                "spec.containers.*.image | image: \"9\"",
                "spec.containers.0.image | image: \"9\"",
                "spec.args.[=b] | - \"9\"",
                "spec.labels.[x.y/z] | x.y/z: \"9\"",
                "spec.labels.x\\.y/z | x.y/z: \"9\""
            })
    void aPathLeadsToTheFieldsThatAreWritten(String path, String line) throws RenderException {
        assertThat(written(TARGET, ScalarNode.string("9"), path, "", 0, false)).contains(line);
    }

    @Test
    void aWildcardWritesEveryElement() throws RenderException {
        assertThat(written(TARGET, ScalarNode.string("x"), "spec.containers.*.image", "", 0, false))
                .doesNotContain("nginx")
                .doesNotContain("side:1");
    }

    @Test
    void aMissingFieldIsAnErrorUnlessItIsToBeCreated() throws RenderException {
        ScalarNode value = ScalarNode.string("v");

        assertThatThrownBy(() -> written(TARGET, value, "spec.new.field", "", 0, false))
                .hasMessage("unable to find field \"spec.new.field\" in replacement target");
        assertThat(written("a: 1", value, "spec.list.[name=n].field", "", 0, true))
                .isEqualTo("a: 1\nspec:\n  list:\n  - field: v\n    name: \"n\"\n");
    }

    @Test
    void aDelimiterWritesOnePart() throws RenderException {
        ScalarNode value = ScalarNode.string("X");

        assertThat(written("a: 'b/c/d'", value, "a", "/", 1, false)).isEqualTo("a: b/X/d\n");
        assertThat(written("a: 'b/c/d'", value, "a", "/", -1, false)).isEqualTo("a: X/b/c/d\n");
        assertThat(written("a: 'b/c/d'", value, "a", "/", 9, false)).isEqualTo("a: b/c/d/X\n");
        assertThatThrownBy(() -> written("a: [b]", value, "a", "/", 1, false))
                .hasMessage("delimiter option can only be used with scalar nodes");
    }

    @Test
    void aPathMayLeadIntoTextThatHoldsYamlOrJson() throws RenderException {
        ScalarNode value = ScalarNode.string("db");

        assertThat(
                        written(
                                "data: {f: \"# c\\nhost: x # l\\nport: 1\\n\"}",
                                value,
                                "data.f.host",
                                "",
                                0,
                                false))
                .isEqualTo("data:\n  f: |-\n    # c\n    host: db # l\n    port: 1\n");
        assertThat(
                        written(
                                "data: {f: '{\"z\":[{\"host\":\"x\"}],\"a\":1}'}",
                                value,
                                "data.f.z.0.host",
                                "",
                                0,
                                false))
                .isEqualTo("data:\n  f: '{\"a\":1,\"z\":[{\"host\":\"db\"}]}'\n");
    }

    @Test
    void aMapIsCopiedWhole() throws RenderException {
        Node value = YamlParser.forResources().parse("{p: 1, q: [2]}");

        assertThat(written("a: {b: 1}", value, "a", "", 0, false))
                .isEqualTo("a:\n  p: 1\n  q:\n  - 2\n");
    }

    @Test
    void theSourceIsOneFieldOrAPartOfIt() throws RenderException {
        assertThat(read("a: {b: x-z}", "a.b", "-", 1)).isEqualTo("z\n");
        assertThatThrownBy(() -> read("a: {b: x-z}", "a.b", "-", 2))
                .hasMessage("options.index 2 is out of bounds for value x-z");
        assertThatThrownBy(() -> read("a: {b: x}", "a.c", "", 0))
                .hasMessage(
                        "fieldPath `a.c` is missing for replacement source"
                                + " Thing.[noVer].[noGrp]/n.[noNs]");
    }

    @Test
    void copyingAnObjectIntoItselfEnds() throws RenderException {
        Node node = YamlParser.forResources().parse("a: {x: 1}");
        TargetSelector left = target("a.left", "", 0, true);
        TargetSelector right = target("a.right", "", 0, true);

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 60; i++) {
                                Node value = node.at("a").orElseThrow().copy();
                                ReplacementFilter.write(node, value, left);
                                ReplacementFilter.write(node, value, right);
                            }
                        })
                .isInstanceOf(RenderStopped.class);
    }

    private static String read(String text, String path, String delimiter, long index)
            throws RenderException {
        SourceSelector source =
                new SourceSelector(
                        new ResId(new Gvk("", "", "Thing"), "n", ""),
                        path,
                        Optional.of(new FieldOptions(delimiter, index, "", false)));
        return YamlEmitter.emit(
                ReplacementFilter.read(YamlParser.forResources().parse(text), source));
    }

    private static String written(
            String text, Node value, String path, String delimiter, long index, boolean create)
            throws RenderException {
        Node node = YamlParser.forResources().parse(text);
        ReplacementFilter.write(node, value, target(path, delimiter, index, create));
        return YamlEmitter.emit(node);
    }

    private static TargetSelector target(
            String path, String delimiter, long index, boolean create) {
        return new TargetSelector(
                Optional.empty(),
                List.of(),
                List.of(path),
                Optional.of(new FieldOptions(delimiter, index, "", create)));
    }
}
