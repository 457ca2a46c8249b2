package dev.nordbox.appliance.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.FileTree.Entry;
import dev.nordbox.appliance.tree.FileTree.Kind;
import dev.nordbox.appliance.tree.PathLeavesRoot;
import dev.nordbox.appliance.tree.TreePaths;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitTreeTest {

    @TempDir Path directory;
    private TestRepository repository;

    @BeforeEach
    void createRepository() {
        repository = new TestRepository(directory.resolve("repo.git"));
    }

    @AfterEach
    void closeRepository() {
        repository.close();
    }

    @Test
    void namesAreOrderedAsBytesAndNotAsGitOrdersThem() throws Exception {
        repository
                .write("a.yaml", "")
                .write("a/x", "")
                .write("a-b", "")
                .write("Å", "")
                .write("Z", "");
        assertThat(tree().list(""))
                .extracting(Entry::name)
                .containsExactly("Z", "a", "a-b", "a.yaml", "Å");
    }

    @Test
    void entrySaysWhatStandsThereAndHowLargeItIs() throws Exception {
        repository.write("apps/web.yaml", "kind: Service\n").link("apps/current", "web.yaml");
        assertThat(tree().list("apps"))
                .containsExactly(
                        new Entry("current", Kind.LINK, 0), new Entry("web.yaml", Kind.FILE, 14));
        assertThat(tree().entry("apps")).contains(new Entry("apps", Kind.DIRECTORY, 0));
        assertThat(tree().entry("apps/none")).isEmpty();
        assertThat(tree().entry("apps/web.yaml/below")).isEmpty();
    }

    @Test
    void linkIsATextThatLeadsNowhereOutside() throws Exception {
        repository.link("etc", "/etc").link("up", "../../secret").write("a", "");
        FileTree tree = tree();
        assertThat(tree.linkTarget("etc")).isEqualTo("/etc");
        assertThatThrownBy(() -> tree.read("etc")).hasMessageContaining("not a file");
        assertThat(tree.entry("etc/passwd")).isEmpty();
        assertThatThrownBy(() -> TreePaths.resolve(tree, "", "etc/passwd"))
                .isInstanceOf(PathLeavesRoot.class);
        assertThatThrownBy(() -> TreePaths.resolve(tree, "", "up"))
                .isInstanceOf(PathLeavesRoot.class);
    }

    @Test
    void submoduleIsNamedWhenItIsReadOrListedOrPassed() throws Exception {
        repository.write("a", "").submodule("charts/redis", "1".repeat(40));
        FileTree tree = tree();
        assertThat(tree.list("charts")).containsExactly(new Entry("redis", Kind.OTHER, 0));
        assertThatThrownBy(() -> tree.list("charts/redis")).isInstanceOf(ContentElsewhere.class);
        assertThatThrownBy(() -> tree.entry("charts/redis/Chart.yaml"))
                .isInstanceOf(ContentElsewhere.class)
                .hasMessageContaining("'charts/redis' is a Git submodule");
    }

    @Test
    void lfsPointerIsNotTakenForTheFile() throws Exception {
        repository.write(
                "big.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n");
        repository.write("small.yaml", "version");
        assertThatThrownBy(() -> tree().read("big.yaml"))
                .isInstanceOf(ContentElsewhere.class)
                .hasMessageContaining("LFS");
        assertThat(tree().read("small.yaml")).asString().isEqualTo("version");
    }

    @Test
    void fileBeyondAllMeasureIsNotLoaded() throws Exception {
        repository.write("huge", new byte[33 << 20]);
        assertThat(tree().entry("huge").orElseThrow().size()).isEqualTo(33 << 20);
        assertThatThrownBy(() -> tree().read("huge")).hasMessageContaining("bytes; at most");
    }

    @Test
    void identityIsThatOfGitAndTellsALinkFromAFile() throws Exception {
        repository.write("a", "x").write("b/c", "x").link("l", "x");
        FileTree tree = tree();
        assertThat(tree.identity("a")).isEqualTo(tree.identity("b/c")).isPresent();
        assertThat(tree.identity("a")).isNotEqualTo(tree.identity("l"));
        assertThat(tree.identity("none")).isEmpty();
        assertThat(tree.identity("")).isPresent();
    }

    @Test
    void changeElsewhereKeepsTheIdentityOfADirectory() throws Exception {
        repository.write("apps/a/x", "1").write("apps/b/x", "1");
        FileTree before = tree();
        repository.write("apps/b/x", "2");
        FileTree after = tree();
        assertThat(after.identity("apps/a")).isEqualTo(before.identity("apps/a"));
        assertThat(after.identity("apps/b")).isNotEqualTo(before.identity("apps/b"));
        assertThat(after.identity("apps")).isNotEqualTo(before.identity("apps"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "a/", "a//b", "./a", "../a", "a/.."})
    void pathOfAnotherShapeIsABugOfTheCaller(String path) {
        repository.write("a/b", "");
        assertThatIllegalArgumentException().isThrownBy(() -> tree().entry(path));
    }

    @Test
    void manyThreadsReadOneTree() throws Exception {
        for (int i = 0; i < 200; i++) {
            repository.write("d" + i % 10 + "/f" + i, "content " + i);
        }
        FileTree tree = tree();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> reads =
                    IntStream.range(0, 200)
                            .<Callable<String>>mapToObj(
                                    i -> () -> new String(tree.read("d" + i % 10 + "/f" + i)))
                            .toList();
            List<String> contents =
                    threads.invokeAll(reads).stream().map(GitTreeTest::result).toList();
            assertThat(contents)
                    .isEqualTo(
                            IntStream.range(0, 200)
                                    .mapToObj(i -> "content " + i)
                                    .collect(Collectors.toList()));
        } finally {
            threads.shutdownNow();
        }
    }

    private static String result(Future<String> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private FileTree tree() throws Exception {
        String commit = repository.commit();
        return new GitTree(
                repository.repository(),
                repository.repository().resolve(commit + "^{tree}"),
                () -> {});
    }
}
