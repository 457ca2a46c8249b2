package dev.nordbox.appliance.render.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.HashedTree;
import dev.nordbox.appliance.tree.InMemoryTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When a render will do for what cannot be taken back. */
class OwnRendersTest {

    private final TreeMap<String, String> files =
            new TreeMap<>(Map.of("apps/a/x.yaml", "1", "apps/b/x.yaml", "1", "base/y.yaml", "1"));
    private final RenderStore store = new MemoryStore(1 << 20);
    private RenderCache cache = process();

    @Test
    void whatThisProcessHasMadeWillDoWhereItsDirectoriesAreTheSame() throws Exception {
        assertThat(render(Recall.TRUSTED).recall()).isEqualTo(Recall.OWN);
        files.put("apps/b/x.yaml", "2");
        files.put("apps/c/new.yaml", "1");

        assertThat(render(Recall.OWN).recall()).isEqualTo(Recall.OWN);
        assertThat(cache.renders()).isEqualTo(1);
    }

    @Test
    void whatTheRenderHasNotNotedMakesItAgainAllTheSame() throws Exception {
        render(Recall.TRUSTED);
        files.put("base/unread.yaml", "1");

        assertThat(render(Recall.TRUSTED).recall()).isEqualTo(Recall.TRUSTED);
        assertThat(cache.renders()).as("nothing that was read has changed").isEqualTo(1);
        assertThat(render(Recall.OWN).recall()).isEqualTo(Recall.OWN);
        assertThat(cache.renders()).isEqualTo(2);
    }

    @Test
    void whatWasTakenFromTheStoreIsMadeAgainOnce() throws Exception {
        render(Recall.TRUSTED);
        cache = process();

        assertThat(render(Recall.TRUSTED).recall()).isEqualTo(Recall.TRUSTED);
        assertThat(cache.renders()).isZero();
        assertThat(render(Recall.OWN).recall()).isEqualTo(Recall.OWN);
        assertThat(render(Recall.OWN).recall()).isEqualTo(Recall.OWN);
        assertThat(cache.renders()).isEqualTo(1);
    }

    @Test
    void whoDoubtsAllTheSameHasItMadeAgain() throws Exception {
        render(Recall.TRUSTED);

        assertThat(render(Recall.REPLACED).recall()).isEqualTo(Recall.REPLACED);
        assertThat(cache.renders()).isEqualTo(2);
    }

    @Test
    void whereALinkLeadsCountsAndSoDoesWhatWasNotThere() throws Exception {
        files.put("apps/a/linked", "-> ../../other");
        files.put("other/y.yaml", "1");
        render(Recall.TRUSTED);
        render(Recall.OWN);
        assertThat(cache.renders()).isEqualTo(1);

        files.put("other/z.yaml", "1");
        render(Recall.OWN);
        assertThat(cache.renders()).as("behind the link").isEqualTo(2);

        files.put("other/optional/here.yaml", "1");
        render(Recall.OWN);
        assertThat(cache.renders()).as("looked for in vain").isEqualTo(3);
    }

    private Rendering render(Recall recall) throws Exception {
        return cache.render(tree(), "apps/a", recall);
    }

    private RenderCache process() {
        return new Renders(store, "build 1").cache(OwnRendersTest::readSome, Map.of());
    }

    private FileTree tree() {
        InMemoryTree tree = new InMemoryTree();
        files.forEach(
                (path, text) -> {
                    if (text.startsWith("-> ")) {
                        tree.link(path, text.substring(3));
                    } else {
                        tree.file(path, text);
                    }
                });
        return new HashedTree(tree);
    }

    /** One file of its directory, one of a base, and what a link leads to. */
    private static List<Manifest> readSome(FileTree tree, String directory) throws RenderException {
        try {
            StringBuilder seen = new StringBuilder();
            seen.append(content(tree, directory, "x.yaml"));
            seen.append(content(tree, "base", "y.yaml"));
            seen.append(content(tree, directory, "linked/y.yaml"));
            seen.append(content(tree, directory, "linked/optional/here.yaml"));
            return SeenManifest.of(seen, directory);
        } catch (IOException e) {
            throw new RenderException(e.getMessage(), e);
        }
    }

    private static String content(FileTree tree, String directory, String name) throws IOException {
        Optional<String> file = TreePaths.resolve(tree, directory, name);
        return file.isEmpty()
                ? "nothing "
                : new String(tree.read(file.get()), StandardCharsets.UTF_8) + " ";
    }
}
