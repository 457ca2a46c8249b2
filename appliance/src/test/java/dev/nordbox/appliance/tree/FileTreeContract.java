package dev.nordbox.appliance.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.tree.FileTree.Entry;
import dev.nordbox.appliance.tree.FileTree.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link FileTree} does. Implementations extend this and say how to make a tree. */
public abstract class FileTreeContract {
    private static final byte[] BINARY = {0, 1, (byte) 0xff, '\r', '\n', (byte) 0xc3};

    private FileTree tree = new InMemoryTree();

    /**
     * A tree that holds these files and links, and nothing else.
     *
     * @param files content by path
     * @param links target by path
     */
    protected abstract FileTree treeWith(Map<String, byte[]> files, Map<String, String> links)
            throws Exception;

    @BeforeEach
    void makeTree() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("README.md", bytes("read me\n"));
        files.put("empty", bytes(""));
        files.put("apps/web/deployment.yaml", bytes("kind: Deployment\n"));
        files.put("apps/web.yaml", bytes("kind: Service\n"));
        files.put("apps/binary", BINARY);
        for (String name : List.of("a", "B", "a-b", "a.b/in", "a/in", "aa", "_", "ä", "~")) {
            files.put("order/" + name.replace("a/in", "a0"), bytes(name));
        }
        Map<String, String> links = new TreeMap<>();
        links.put("current", "apps/web");
        links.put("apps/up", "../README.md");
        links.put("apps/nowhere", "missing");
        links.put("apps/outside", "../../etc/passwd");
        tree = treeWith(files, links);
    }

    @Test
    void theRootIsADirectoryWithoutAName() throws IOException {
        assertThat(tree.entry("")).contains(new Entry("", Kind.DIRECTORY, 0));
    }

    @Test
    void anEntryTellsNameKindAndSize() throws IOException {
        assertThat(tree.entry("README.md")).contains(new Entry("README.md", Kind.FILE, 8));
        assertThat(tree.entry("empty")).contains(new Entry("empty", Kind.FILE, 0));
        assertThat(tree.entry("apps/web")).contains(new Entry("web", Kind.DIRECTORY, 0));
        assertThat(tree.entry("apps/web/deployment.yaml"))
                .contains(new Entry("deployment.yaml", Kind.FILE, 17));
    }

    @Test
    void nothingStandsWhereNothingIs() throws IOException {
        assertThat(tree.entry("missing")).isEmpty();
        assertThat(tree.entry("apps/missing/deeper")).isEmpty();
        assertThat(tree.entry("README.md/below-a-file")).isEmpty();
    }

    @Test
    void aLinkIsAnEntryOfItsOwnWhereverItLeads() throws IOException {
        assertThat(tree.entry("current")).contains(new Entry("current", Kind.LINK, 0));
        assertThat(tree.linkTarget("current")).isEqualTo("apps/web");
        assertThat(tree.linkTarget("apps/nowhere")).isEqualTo("missing");
        assertThat(tree.linkTarget("apps/outside")).isEqualTo("../../etc/passwd");
    }

    @Test
    void linksAreNeverFollowed() throws IOException {
        assertThat(tree.entry("current/deployment.yaml")).isEmpty();
        assertThatThrownBy(() -> tree.read("current/deployment.yaml"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> tree.read("apps/up")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> tree.list("current")).isInstanceOf(IOException.class);
    }

    @Test
    void aDirectoryListsItsEntriesByTheBytesOfTheirNames() throws IOException {
        assertThat(tree.list("order"))
                .extracting(Entry::name)
                .containsExactly("B", "_", "a", "a-b", "a.b", "a0", "aa", "~", "ä");
        assertThat(tree.list("apps"))
                .containsExactly(
                        new Entry("binary", Kind.FILE, BINARY.length),
                        new Entry("nowhere", Kind.LINK, 0),
                        new Entry("outside", Kind.LINK, 0),
                        new Entry("up", Kind.LINK, 0),
                        new Entry("web", Kind.DIRECTORY, 0),
                        new Entry("web.yaml", Kind.FILE, 14));
        assertThat(tree.list(""))
                .extracting(Entry::name)
                .containsExactly("README.md", "apps", "current", "empty", "order");
    }

    @Test
    void aFileIsReadByteForByte() throws IOException {
        assertThat(tree.read("apps/binary")).isEqualTo(BINARY);
        assertThat(tree.read("empty")).isEmpty();
    }

    @Test
    void readingWhatIsNotThereOrNotThatKindFails() {
        assertThatThrownBy(() -> tree.read("missing")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> tree.read("apps")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> tree.list("missing")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> tree.list("README.md")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> tree.linkTarget("README.md")).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/README.md", "apps//web", "./apps", "apps/..", "..", "apps/", "."})
    void aPathOfAnotherShapeIsABug(String path) {
        assertThatThrownBy(() -> tree.entry(path)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.read(path)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.list(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalIdentitiesMeanEqualContent() throws Exception {
        FileTree same =
                treeWith(
                        Map.of("x/a", bytes("one"), "y/a", bytes("one"), "z/a", bytes("two")),
                        Map.of());
        Optional<String> x = same.identity("x");
        Optional<String> z = same.identity("z");
        if (x.isPresent() && z.isPresent()) {
            assertThat(x).isEqualTo(same.identity("y"));
            assertThat(x).isNotEqualTo(z);
        } else {
            assertThat(x).isEqualTo(z);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
