package dev.nordbox.appliance.render.kustomize.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import dev.nordbox.appliance.render.yaml.YamlParser;
import org.junit.jupiter.api.Test;

class StrategicMergeTest {
    private static final String POD = "apiVersion: v1\nkind: Pod\nspec:\n";

    @Test
    void mapsMergeFieldByField() throws RenderException {
        assertThat(merged("a: {x: 1, y: 2}", "a: {y: 3, z: 4}"))
                .isEqualTo("a:\n  x: 1\n  \"y\": 3\n  z: 4\n");
    }

    @Test
    void nullRemovesAndAMissingFieldIsNotCreated() throws RenderException {
        assertThat(merged("a: 1\nb: {c: 2}", "b: null\nd: null")).isEqualTo("a: 1\n");
        assertThat(merged("a: 1", "b: {c: null}")).isEqualTo("a: 1\nb: {}\n");
    }

    @Test
    void aNullThatIsSpelledOutStaysAndABlankOneGoes() throws RenderException {
        assertThat(merged("a: null\nb:\nc: 1", "c: 2")).isEqualTo("a: null\nc: 2\n");
    }

    @Test
    void patchedElementsComeFirst() throws RenderException {
        String pod = POD + "  containers:\n  - {name: a, image: a:1}\n  - {name: b, image: b:1}\n";
        String patch = POD + "  containers:\n  - {name: c}\n  - {name: b, image: b:2}\n";

        assertThat(merged(pod, patch))
                .isEqualTo(
                        POD
                                + "  containers:\n"
                                + "  - name: c\n"
                                + "  - image: b:2\n    name: b\n"
                                + "  - image: a:1\n    name: a\n");
    }

    @Test
    void portsAreKnownByNumberAndProtocol() throws RenderException {
        String ports = "  containers:\n  - name: a\n    ports:\n    - {containerPort: 80%s}\n";
        String dest = POD + ports.formatted(", protocol: TCP");

        assertThat(merged(dest, POD + ports.formatted(", protocol: TCP, name: web")))
                .endsWith("- containerPort: 80\n      name: web\n      protocol: TCP\n");
        // A patch that leaves the protocol out has no effect in the original either.
        assertThat(merged(dest, POD + ports.formatted(", name: web")))
                .endsWith("- containerPort: 80\n      protocol: TCP\n");
    }

    @Test
    void listsOfUnknownTypesAreReplaced() throws RenderException {
        String dest = "apiVersion: example.com/v1\nitems:\n- name: a\nkind: Thing\n";
        String patch = "apiVersion: example.com/v1\nitems:\n- name: b\nkind: Thing\n";

        assertThat(merged(dest, patch)).isEqualTo(patch);
    }

    @Test
    void finalizersAreUnited() throws RenderException {
        String pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  finalizers: %s\n";

        assertThat(merged(pod.formatted("[a, b]"), pod.formatted("[c, b]")))
                .endsWith("finalizers:\n  - c\n  - b\n  - a\n");
    }

    @Test
    void directivesDeleteAndReplace() throws RenderException {
        String pod = POD + "  containers:\n  - name: a\n  - name: b\n  nodeSelector: {x: y}\n";

        assertThat(merged(pod, POD + "  containers:\n  - {name: a, $patch: delete}\n"))
                .contains("- name: b")
                .doesNotContain("- name: a");
        assertThat(merged(pod, POD + "  containers:\n  - $patch: replace\n  - name: c\n"))
                .contains("containers:\n  - name: c\n  nodeSelector");
        assertThat(merged(pod, POD + "  nodeSelector: {$patch: replace, z: q}\n"))
                .endsWith("nodeSelector:\n    z: q\n");
        assertThat(merged(pod, "$patch: delete\n")).isEqualTo("deleted");
    }

    @Test
    void anUnknownDirectiveIsRefused() {
        assertThatThrownBy(() -> merged("a: {b: 1}", "a: {$patch: bogus}"))
                .hasMessage("unknown patch strategy 'bogus'");
    }

    @Test
    void kindsThatDoNotFitAreRefusedWithTheContent() {
        assertThatThrownBy(() -> merged("a: {b: 1}", "a: hello"))
                .hasMessage(
                        "wrong node kind: expected MappingNode but got ScalarNode:"
                                + " node contents:\nhello\n");
    }

    @Test
    void aTypeMayStandInAComment() throws RenderException {
        String comment =
                " # {\"type\":\"array\",\"x-kubernetes-patch-merge-key\":\"id\","
                        + "\"x-kubernetes-patch-strategy\":\"merge\"}\n";

        assertThat(merged("list:" + comment + "- {id: 1, a: 1}\n", "list:\n- {id: 1, b: 2}\n"))
                .isEqualTo("list:\n- a: 1\n  b: 2\n  id: 1\n");
    }

    @Test
    void thePatchIsLeftAsItIs() throws RenderException {
        Node patch = parse("a: {$patch: replace, b: 1}");
        StrategicMerge merge = new StrategicMerge(OpenApi.kubernetes());

        merge.merge(patch, parse("a: {c: 2}"));

        assertThat(patch.at("a", "$patch")).isPresent();
    }

    private static String merged(String dest, String patch) throws RenderException {
        StrategicMerge merge = new StrategicMerge(OpenApi.kubernetes());
        var result = merge.merge(parse(patch), parse(dest));
        return result.isPresent() ? YamlEmitter.emit(result.get()) : "deleted";
    }

    private static Node parse(String text) throws RenderException {
        return YamlParser.forResources().parse(text);
    }
}
