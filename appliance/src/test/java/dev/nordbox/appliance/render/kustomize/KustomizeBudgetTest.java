package dev.nordbox.appliance.render.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.budget.BuildBudget;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A hostile kustomization costs one clear error, and builds do not get into each other's way. */
class KustomizeBudgetTest {
    private static final BuildBudget SMALL =
            new BuildBudget(40_000, 20, 80, 1_000, Duration.ofSeconds(30));

    @Test
    void basesThatDoubleAtEachLevelStopAtTheNumberOfKustomizations() {
        InMemoryTree tree = new InMemoryTree();
        for (int level = 0; level < 30; level++) {
            tree.file(
                    "l" + level + "/kustomization.yaml",
                    "resources: [../a%d, ../b%d]\nnameSuffix: -x\n"
                            .formatted(level + 1, level + 1));
            for (String side : List.of("a", "b")) {
                tree.file(
                        side + (level + 1) + "/kustomization.yaml",
                        "resources: [../l%d]\nnamePrefix: %s-\n".formatted(level + 1, side));
            }
        }

        assertStops(tree, "l0", "20 kustomizations");
    }

    @Test
    void largeFilesAreNotRead() {
        InMemoryTree tree = new InMemoryTree();
        tree.file("kustomization.yaml", "resources: [large.yaml]\n");
        tree.file("large.yaml", "# " + "x".repeat(50_000));

        assertStops(tree, "", "40000 bytes read");
    }

    @Test
    void resourcesAreCounted() {
        InMemoryTree tree = new InMemoryTree();
        StringBuilder maps = new StringBuilder();
        for (int i = 0; i < 90; i++) {
            maps.append("---\napiVersion: v1\nkind: A\nmetadata: {name: n").append(i).append("}\n");
        }
        tree.file("kustomization.yaml", "resources: [r.yaml]\n");
        tree.file("r.yaml", maps.toString());

        assertStops(tree, "", "80 resources");
    }

    /** Each level is read twice by the original. */
    @Test
    void nullKeysDoNotDoubleAtEachLevel() {
        InMemoryTree tree = new InMemoryTree();
        tree.file("kustomization.yaml", "resources: [r.yaml]\n");
        String nested = "{~: ".repeat(100) + "x" + "}".repeat(100);
        tree.file("r.yaml", "apiVersion: v1\nkind: A\nmetadata: {name: a}\ndata: " + nested + "\n");

        assertThatThrownBy(() -> yaml(new Kustomize(), tree))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining("mapping key \"~\" already defined");
    }

    @Test
    void patchesTimesTargetsAreCounted() {
        InMemoryTree tree = new InMemoryTree();
        StringBuilder resources = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            resources.append("---\napiVersion: v1\nkind: A\nmetadata: {name: n%d}\n".formatted(i));
        }
        StringBuilder patches = new StringBuilder("resources: [r.yaml]\npatches:\n");
        for (int i = 0; i < 30; i++) {
            patches.append("- {target: {kind: A}, path: p.yaml}\n");
        }
        tree.file("kustomization.yaml", patches.toString());
        tree.file("r.yaml", resources.toString());
        tree.file("p.yaml", "apiVersion: v1\nkind: A\nmetadata: {name: n}\nx: y\n");

        assertStops(tree, "", "1000 applications");
    }

    @Test
    void expressionsThatRunAwayAreGivenUp() {
        InMemoryTree tree = new InMemoryTree();
        tree.file(
                "kustomization.yaml",
                "resources: [r.yaml]\npatches: [{target: {name: '(.*)(.*)(.*)(.*)(.*)(.*)(.*)b'}, path: p.yaml}]\n");
        tree.file("r.yaml", "apiVersion: v1\nkind: A\nmetadata: {name: " + "a".repeat(60) + "}\n");
        tree.file("p.yaml", "apiVersion: v1\nkind: A\nmetadata: {name: n}\n");

        assertStops(tree, "", "takes too long");
    }

    @Test
    void anInterruptedThreadBuildsNothing() {
        InMemoryTree tree = new InMemoryTree();
        tree.file("kustomization.yaml", "resources: [r.yaml]\nnamePrefix: a-\n");
        tree.file("r.yaml", "apiVersion: v1\nkind: A\nmetadata: {name: n}\n");

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> new Kustomize().build(tree, "", BuildOptions.defaults()))
                    .isInstanceOf(KustomizeException.class)
                    .hasMessageContaining("cancelled");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void oneKustomizeServesManyThreads() throws Exception {
        InMemoryTree tree = new InMemoryTree();
        tree.file(
                "kustomization.yaml",
                "resources: [r.yaml]\nnamePrefix: a-\nnamespace: north\ncommonLabels: {a: b}\n");
        tree.file("r.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: s}\n");
        Kustomize kustomize = new Kustomize();
        String alone = yaml(kustomize, tree);
        List<Callable<String>> builds = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            builds.add(() -> yaml(kustomize, tree));
        }

        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<String> build : threads.invokeAll(builds)) {
                assertThat(build.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String yaml(Kustomize kustomize, InMemoryTree tree) throws RenderException {
        return kustomize.build(tree, "", BuildOptions.defaults()).toYaml();
    }

    private static void assertStops(InMemoryTree tree, String directory, String why) {
        BuildOptions options = BuildOptions.defaults().withBudget(SMALL);
        assertThatThrownBy(() -> new Kustomize().build(tree, directory, options))
                .isInstanceOf(KustomizeException.class)
                .hasMessageContaining(why);
    }
}
