package dev.nordbox.appliance.render.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.KustomizeOptions;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.directory.DirectorySource;
import dev.nordbox.appliance.render.repository.RepositoryRenderer;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.HashedTree;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RendersTest {

    private final Map<String, String> files =
            new TreeMap<>(
                    Map.of(
                            "base/kustomization.yaml", "resources: [web.yaml]\n",
                            "base/web.yaml", configMap("web"),
                            "apps/web/kustomization.yaml",
                                    "resources: [../../base]\nnamePrefix: my-\n"));
    private final Counted store = new Counted();

    @Test
    void afterARestartNothingIsRendered() throws Exception {
        List<Manifest> first = render(process("build 1"), "apps/web");

        Renders restarted = process("build 1");

        assertThat(render(restarted, "apps/web")).isEqualTo(first);
        assertThat(restarted.made()).isZero();
        assertThat(restarted.recalled()).isEqualTo(1);
    }

    @Test
    void aFileOutsideOfTheDirectoryCountsAfterARestartToo() throws Exception {
        render(process("build 1"), "apps/web");
        files.put("base/web.yaml", configMap("api"));

        Renders restarted = process("build 1");

        assertThat(render(restarted, "apps/web").get(0).key().name()).isEqualTo("my-api");
        assertThat(restarted.made()).isEqualTo(1);
    }

    @Test
    void aCommitElsewhereCostsNoRenderAfterARestart() throws Exception {
        render(process("build 1"), "apps/web");
        files.put("apps/api/new.yaml", configMap("new"));

        Renders restarted = process("build 1");
        render(restarted, "apps/web");

        assertThat(restarted.made()).isZero();
    }

    @Test
    void theRevisionOfBeforeIsRememberedAsWell() throws Exception {
        Renders renders = process("build 1");
        render(renders, "apps/web");
        String before = files.put("apps/web/kustomization.yaml", "resources: [../../base]\n");
        render(renders, "apps/web");
        files.put("apps/web/kustomization.yaml", before);

        assertThat(render(renders, "apps/web").get(0).key().name()).isEqualTo("my-web");
        assertThat(renders.made()).as("the roll-back is not rendered").isEqualTo(2);
    }

    @Test
    void anotherBuildRendersAnew() throws Exception {
        render(process("build 1"), "apps/web");

        Renders updated = process("build 2");
        render(updated, "apps/web");

        assertThat(updated.made()).isEqualTo(1);
    }

    @Test
    void otherOptionsAreAnotherRender() throws Exception {
        render(process("build 1"), "apps/web");

        Renders restarted = process("build 1");
        restarted
                .cache(new RepositoryRenderer(DirectorySource.DEFAULT), KustomizeOptions.NONE)
                .render(tree(), "apps/web");

        assertThat(restarted.made()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password: c4n4ry}\n",
                "apiVersion: example.no/v1\nkind: Bundle\nmetadata: {name: a}\n"
                        + "spec: {objects: [{kind: Secret, data: {password: c4n4ry}}]}\n"
            })
    void aSetWithASecretIsNeverStored(String secret) throws Exception {
        files.put("base/secret.yaml", secret);
        files.put("base/kustomization.yaml", "resources: [web.yaml, secret.yaml]\n");

        Renders renders = process("build 1");
        assertThat(render(renders, "apps/web")).hasSize(2);
        render(renders, "apps/web");

        assertThat(store.puts).isZero();
        assertThat(renders.made()).as("its own process remembers it").isEqualTo(1);
    }

    @Test
    void aGeneratedSecretIsNeverStoredEither() throws Exception {
        files.put(
                "apps/web/kustomization.yaml",
                "secretGenerator: [{name: a, literals: [password=c4n4ry]}]\n");

        render(process("build 1"), "apps/web");

        assertThat(store.puts).isZero();
    }

    @Test
    void aStoreThatGivesRubbishCostsARender() throws Exception {
        List<Manifest> first = render(process("build 1"), "apps/web");
        store.rubbish = Optional.of(new byte[] {1, 2, 3});

        Renders restarted = process("build 1");

        assertThat(render(restarted, "apps/web")).isEqualTo(first);
        assertThat(restarted.made()).isEqualTo(1);
        assertThat(restarted.recalled()).isZero();
    }

    @Test
    void equalOptionsAreEqualTextsAndDifferentOnesAreNot() {
        Map<String, String> labels = new TreeMap<>(Map.of("a", "1", "b", "2"));
        assertThat(CanonicalText.of(Map.of("b", "2", "a", "1")))
                .isEqualTo(CanonicalText.of(labels));
        assertThat(CanonicalText.of(List.of("a", "b")))
                .isNotEqualTo(CanonicalText.of(List.of("a1:b")));
        assertThat(CanonicalText.of(List.of(List.of("a"), "b")))
                .isNotEqualTo(CanonicalText.of(List.of(List.of("a", "b"))));
        assertThat(CanonicalText.of(Optional.of("a")))
                .isNotEqualTo(CanonicalText.of(Optional.empty()));
        assertThat(CanonicalText.of(DirectorySource.of(true, "", "*")))
                .isNotEqualTo(CanonicalText.of(DirectorySource.of(true, "*", "")));
        assertThat(CanonicalText.of(KustomizeOptions.NONE)).contains("namePrefix=0:");
    }

    /** What a controller that starts now has: nothing in its own memory but what is stored. */
    private Renders process(String build) {
        return new Renders(store, build);
    }

    private final Map<Renders, RenderCache> caches = new java.util.IdentityHashMap<>();

    private List<Manifest> render(Renders renders, String directory) throws Exception {
        return caches.computeIfAbsent(
                        renders,
                        shared ->
                                shared.cache(
                                        new RepositoryRenderer(DirectorySource.DEFAULT),
                                        DirectorySource.DEFAULT))
                .render(tree(), directory);
    }

    private FileTree tree() {
        InMemoryTree tree = new InMemoryTree();
        files.forEach(tree::file);
        return new HashedTree(tree);
    }

    private static String configMap(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\n";
    }

    /** A store in memory that may be made to lie. */
    private static final class Counted implements RenderStore {
        private final MemoryStore memory = new MemoryStore(1 << 20);
        private Optional<byte[]> rubbish = Optional.empty();
        private int puts;

        @Override
        public Optional<byte[]> get(RenderKey key) {
            return rubbish.isPresent() ? rubbish : memory.get(key);
        }

        @Override
        public void put(RenderKey key, byte[] render) {
            puts++;
            memory.put(key, render);
        }

        @Override
        public Optional<String> problem() {
            return memory.problem();
        }
    }
}
