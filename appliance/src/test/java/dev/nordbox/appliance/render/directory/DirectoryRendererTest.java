package dev.nordbox.appliance.render.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectoryRendererTest {
    private static final String CONFIG_MAP =
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, namespace: web}\n";

    private final InMemoryTree tree = new InMemoryTree();

    @Test
    void filesAreReadInTheOrderOfTheirNames() throws RenderException {
        tree.file("app/b.yaml", configMap("b"))
                .file("app/a.yml", configMap("a1") + "---\n" + configMap("a2"))
                .file(
                        "app/c.json",
                        "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\","
                                + "\"metadata\":{\"name\":\"c\"}}")
                .file("app/notes.txt", configMap("notes"));

        assertThat(names(DirectorySource.DEFAULT)).containsExactly("a1", "a2", "b", "c");
    }

    @Test
    void aManifestKnowsItsKeyAndWhereItStands() throws RenderException {
        tree.file("app/a.yaml", "# first\n" + configMap("a") + "---\n" + configMap("b"));

        List<Manifest> manifests = render(DirectorySource.DEFAULT);

        assertThat(manifests.get(1).key()).isEqualTo(new ResourceKey("", "ConfigMap", "web", "b"));
        assertThat(manifests)
                .extracting(Manifest::origin)
                .containsExactly("app/a.yaml:2", "app/a.yaml:6");
    }

    @Test
    void directoriesBelowCountOnlyWhenAskedFor() throws RenderException {
        tree.file("app/a.yaml", configMap("a")).file("app/sub/deep/b.yaml", configMap("b"));

        assertThat(names(DirectorySource.DEFAULT)).containsExactly("a");
        assertThat(names(new DirectorySource(true, "", "", false, true, 1_000)))
                .containsExactly("a", "b");
    }

    @Test
    void excludingIsStrongerThanIncluding() throws RenderException {
        tree.file("app/a.yaml", configMap("a"))
                .file("app/test/a.yaml", configMap("test"))
                .file("app/test/b.yaml", configMap("b"));

        DirectorySource source = new DirectorySource(true, "*a.yaml", "test/*", false, true, 1_000);

        assertThat(names(source)).containsExactly("a");
    }

    @Test
    void aCommentTakesAFileOut() throws RenderException {
        tree.file("app/a.yaml", "# +argocd:skip-file-rendering\n" + configMap("a"))
                .file("app/b.yaml", configMap("b"));

        assertThat(names(DirectorySource.DEFAULT)).containsExactly("b");
    }

    @Test
    void listsAreTakenApart() throws RenderException {
        tree.file(
                "app/list.yaml",
                "apiVersion: v1\nkind: List\nitems:\n- "
                        + configMap("first").strip().replace("\n", "\n  ")
                        + "\n- "
                        + configMap("second").strip().replace("\n", "\n  "));

        assertThat(names(DirectorySource.DEFAULT)).containsExactly("first", "second");
    }

    @Test
    void scalarsFollowYaml11() throws RenderException {
        tree.file("app/a.yaml", configMap("a") + "data: {on: yes, size: 010}\n");

        assertThat(render(DirectorySource.DEFAULT).get(0).content().get("data"))
                .isEqualTo(Map.of("true", true, "size", 8L));
    }

    @Test
    void whatIsNoManifestIsPassedOver() throws RenderException {
        tree.file("app/a.yaml", configMap("a"))
                .file("app/values.yaml", "replicas: 2\n")
                .file("app/renovate.json", "{\"extends\": [\"config:recommended\"]}");

        assertThat(names(DirectorySource.DEFAULT)).containsExactly("a");
    }

    @Test
    void theWordsOfAManifestMakeAFileOneAsInArgo() throws RenderException {
        tree.file("app/a.yaml", configMap("a"))
                .file("app/ci.yaml", "run: 'echo apiVersion: v1, kind: ConfigMap'\n");

        assertThat(names(DirectorySource.DEFAULT)).containsExactly("a");

        tree.file("app/ci.yaml", "run: 'echo apiVersion: v1, kind: ConfigMap, metadata: {}'\n");
        assertThatThrownBy(() -> render(DirectorySource.DEFAULT))
                .hasMessageContaining("app/ci.yaml:1: apiVersion is missing")
                .hasMessageContaining("+argocd:skip-file-rendering");
    }

    @Test
    void whatIsNoYamlIsAnErrorSoThatNothingIsPrunedByATypingMistake() {
        tree.file(
                "app/broken.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: [\n");

        assertThatThrownBy(() -> render(DirectorySource.DEFAULT))
                .hasMessageContaining("app/broken.yaml")
                .hasMessageContaining("line");
    }

    @Test
    void theWordsOfAManifestCountInQuotesToo() {
        tree.file("app/broken.yaml", "{\"apiVersion\": \"v1\", \"kind\": [, \"metadata\": {}}\n");

        assertThatThrownBy(() -> render(DirectorySource.DEFAULT))
                .hasMessageContaining("app/broken.yaml")
                .hasMessageContaining("+argocd:skip-file-rendering");
    }

    @Test
    void whatIsNoYamlAndNoManifestIsPassedOverAsInArgo() throws RenderException {
        tree.file("app/a.yaml", configMap("a"))
                .file("app/template.yaml", "{{- if .Values.on }}\nreplicas: [\n{{- end }}\n");

        assertThat(names(DirectorySource.DEFAULT)).containsExactly("a");
    }

    @Test
    void everyNameCountsWhenTheGlobsAloneDecide() throws RenderException {
        tree.file("app/a.manifest", configMap("a"))
                .file("app/b.manifest", configMap("b"))
                .file("app/README.md", "# Two objects: and a colon\n");

        DirectorySource source = DirectorySource.of(false, "", "b.*").withAnyName();

        assertThat(source.isExplicit()).isTrue();
        assertThat(names(source)).containsExactly("a");
    }

    @Test
    void anObjectWithoutMetadataIsRefusedWithItsPlace() {
        tree.file("app/a.yaml", "apiVersion: v1\nkind: ConfigMap\n");

        assertThatThrownBy(() -> render(DirectorySource.DEFAULT))
                .hasMessage("app/a.yaml:1: ConfigMap: metadata.name is missing");
    }

    @Test
    void anObjectWithoutANameIsRefusedWithItsPlace() {
        tree.file("app/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n");

        assertThatThrownBy(() -> render(DirectorySource.DEFAULT))
                .hasMessage("app/a.yaml:1: ConfigMap: metadata.name is missing");
    }

    @Test
    void linksStayInsideOfTheTree() throws RenderException {
        tree.file("shared/a.yaml", configMap("a"))
                .link("app/a.yaml", "../shared/a.yaml")
                .link("app/gone.yaml", "nowhere.yaml");

        assertThat(names(DirectorySource.DEFAULT)).containsExactly("a");

        tree.link("app/out.yaml", "../../etc/passwd");
        assertThatThrownBy(() -> render(DirectorySource.DEFAULT))
                .hasMessageContaining("leaves the root");
    }

    @Test
    void theFilesTogetherHaveABudget() {
        tree.file("app/a.yaml", configMap("a")).file("app/b.yaml", configMap("b"));

        assertThatThrownBy(() -> render(new DirectorySource(false, "", "", false, true, 100)))
                .isInstanceOf(RenderStopped.class)
                .hasMessageContaining("100 bytes");
    }

    @Test
    void jsonnetIsRefusedWithAWayOut() {
        tree.file("app/a.jsonnet", "{}");

        assertThatThrownBy(() -> render(DirectorySource.DEFAULT))
                .hasMessageContaining("app/a.jsonnet")
                .hasMessageContaining("exclude");
    }

    private static String configMap(String name) {
        return CONFIG_MAP.formatted(name);
    }

    private List<String> names(DirectorySource source) throws RenderException {
        return render(source).stream().map(manifest -> manifest.key().name()).toList();
    }

    private List<Manifest> render(DirectorySource source) throws RenderException {
        return new DirectoryRenderer(source).render(tree, "app");
    }
}
