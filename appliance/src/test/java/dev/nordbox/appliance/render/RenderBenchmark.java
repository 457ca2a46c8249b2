package dev.nordbox.appliance.render;

import dev.nordbox.appliance.git.GitAccess;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.git.OneRevision;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.render.cache.RenderCache;
import dev.nordbox.appliance.render.directory.DirectorySource;
import dev.nordbox.appliance.render.kustomize.BuildOptions;
import dev.nordbox.appliance.render.kustomize.Kustomize;
import dev.nordbox.appliance.render.repository.RepositoryRenderer;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a render costs once the process runs. {@code ci/bench-render} sets it beside the original.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class RenderBenchmark {

    /** A small overlay, from files to bytes. */
    @State(Scope.Benchmark)
    public static class Small {
        final FileTree tree = tree(RenderTrees.small());
    }

    @Benchmark
    public String small(Small small) throws RenderException {
        return build(small.tree);
    }

    /** Deployments under four transformers; the cost must grow with their number, no faster. */
    @State(Scope.Benchmark)
    public static class Large {
        @Param({"10", "100", "500", "1000", "10000"})
        public int deployments;

        FileTree tree = new InMemoryTree();

        @Setup
        public void make() {
            tree = tree(RenderTrees.large(deployments));
        }
    }

    @Benchmark
    public String large(Large large) throws RenderException {
        return build(large.tree);
    }

    /** A hundred overlays in Git, after a commit that changes one line in one of them. */
    @State(Scope.Benchmark)
    public static class Monorepo {
        final RenderCache cache = new RenderCache(new RepositoryRenderer(DirectorySource.DEFAULT));
        FileTree[] commits = {};
        int next;

        @Setup
        public void commit() throws Exception {
            Path directory = Files.createTempDirectory("render-benchmark");
            TestRepository repository = new TestRepository(directory.resolve("origin"));
            RenderTrees.monorepo().forEach(repository::write);
            repository.commit("main");
            OneRevision source =
                    OneRevision.open(
                            GitAccess.open(GitUrl.parse(repository.url())),
                            "main",
                            directory.resolve("mirror"));
            FileTree before = source.tree(source.fetch());
            String patch = RenderTrees.small().get("overlay/patch.yaml").replace("3", "4");
            repository.write("overlays/o7/patch.yaml", patch).commit("main");
            commits = new FileTree[] {before, source.tree(source.fetch())};
        }
    }

    @Benchmark
    public int monorepo(Monorepo monorepo) throws RenderException {
        FileTree tree = monorepo.commits[monorepo.next++ % 2];
        int objects = 0;
        for (int i = 0; i < 100; i++) {
            objects += monorepo.cache.render(tree, "overlays/o" + i).size();
        }
        return objects;
    }

    private static String build(FileTree tree) throws RenderException {
        return new Kustomize().build(tree, "overlay", BuildOptions.defaults()).toYaml();
    }

    private static FileTree tree(Map<String, String> files) {
        InMemoryTree tree = new InMemoryTree();
        files.forEach(tree::file);
        return tree;
    }
}
