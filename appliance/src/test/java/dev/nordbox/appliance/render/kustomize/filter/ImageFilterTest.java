package dev.nordbox.appliance.render.kustomize.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.config.Image;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFilterTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "nginx:1,            nginx,          my,  -,   -,         -,  my:1",
                "nginx:1,            nginx,          -,   2,   -,         -,  nginx:2",
                "nginx@sha256:abc,   nginx,          -,   2,   -,         -,  nginx:2",
                "nginx:1,            nginx,          -,   -,   sha256:x,  -,  nginx@sha256:x",
                "nginx:1,            nginx,          -,   2,   sha256:x,  -,  nginx:2@sha256:x",
                "nginx:1@sha256:a,   nginx,          -,   -,   -,        -x,  nginx:1-x",
                "r.io:5000/a/b:1,    r.io:5000/a/b,  -,   2,   -,         -,  r.io:5000/a/b:2",
                "r.io:5000/a/b,      r.io:5000/a/b,  -,   2,   -,         -,  r.io:5000/a/b:2",
                "nginx-plus:1,       nginx,          -,   2,   -,         -,  nginx-plus:1",
                "library/nginx:1,    nginx,          -,   2,   -,         -,  library/nginx:1"
            })
    void anImageTakesItsNewParts(
            String image,
            String name,
            String newName,
            String newTag,
            String digest,
            String suffix,
            String changed)
            throws RenderException {
        Node node = parse("spec: {containers: [{image: '" + image + "'}]}");
        new ImageFilter(
                        new Image(
                                name,
                                orEmpty(newName),
                                orEmpty(suffix),
                                orEmpty(newTag),
                                orEmpty(digest)))
                .apply(node, List.of(FieldSpec.everywhere("spec/containers[]/image", false)));

        assertThat(image(node, "spec")).isEqualTo(changed);
    }

    @Test
    void containersAreFoundWhereverTheyStand() throws RenderException {
        Node node = parse("custom: {deep: {initContainers: [{image: nginx:1}, {name: x}]}}");
        nginx2().applyAnywhere(node);

        assertThat(node.at("custom", "deep", "initContainers").orElseThrow().toString())
                .contains("nginx:2");
    }

    @Test
    void definitionsOfCustomResourcesAreLeftAlone() throws RenderException {
        Node node = parse("kind: CustomResourceDefinition\nspec: {containers: [{image: nginx:1}]}");
        nginx2().applyAnywhere(node);
        nginx2().apply(node, List.of(FieldSpec.everywhere("spec/containers/image", false)));

        assertThat(image(node, "spec")).isEqualTo("nginx:1");
    }

    @Test
    void aNameThatIsNoExpressionIsRefused() {
        assertThatThrownBy(() -> new ImageFilter(new Image("a[", "", "", "2", "")))
                .isInstanceOf(RenderException.class);
    }

    private static ImageFilter nginx2() throws RenderException {
        return new ImageFilter(new Image("nginx", "", "", "2", ""));
    }

    private static String image(Node node, String parent) {
        return node.at(parent, "containers")
                .orElseThrow()
                .asList()
                .orElseThrow()
                .get(0)
                .textAt("image")
                .orElseThrow();
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }

    private static Node parse(String text) throws RenderException {
        return YamlParser.forResources().parse(text);
    }
}
