package dev.nordbox.appliance.render.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.budget.BuildBudget;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Broken kustomizations cost a typed error and nothing else. The corpus are our own cases; {@code
 * -Dnordbox.fuzz.seconds} makes a run longer, {@code -Dnordbox.fuzz.seed} another.
 */
class KustomizeFuzzTest {
    private static final Path CORPUS =
            Path.of("src/test/resources/dev/nordbox/appliance/render/kustomize/golden");
    private static final Duration TIME =
            Duration.ofSeconds(Long.getLong("nordbox.fuzz.seconds", 4));
    private static final long SEED = Long.getLong("nordbox.fuzz.seed", 20_250_101L);
    private static final BuildBudget BUDGET =
            new BuildBudget(1 << 20, 200, 2_000, 100_000, Duration.ofSeconds(30));

    private record Entry(String target, Map<String, byte[]> files) {}

    @Test
    void mutatedKustomizationsGiveResourcesOrATypedError() throws IOException {
        List<Entry> corpus = corpus();
        long end = System.nanoTime() + TIME.toNanos();
        int built = 0;
        int refused = 0;
        for (long seed = SEED; System.nanoTime() < end; seed++) {
            Random random = new Random(seed);
            Entry entry = corpus.get(random.nextInt(corpus.size()));
            Map<String, byte[]> files = new Mutator(random).mutate(entry.files());
            try {
                build(files, entry.target());
                built++;
            } catch (RenderException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            } catch (RuntimeException | Error e) {
                fail("seed " + seed + " of " + describe(files), e);
            }
        }
        assertThat(built).as("some are still good").isPositive();
        assertThat(refused).as("some are broken").isPositive();
    }

    private static void build(Map<String, byte[]> files, String target) throws RenderException {
        InMemoryTree tree = new InMemoryTree();
        files.forEach(tree::file);
        Rendered rendered =
                new Kustomize().build(tree, target, BuildOptions.defaults().withBudget(BUDGET));
        rendered.toYaml();
        rendered.toManifests();
    }

    private static List<Entry> corpus() throws IOException {
        List<Entry> corpus = new ArrayList<>();
        try (Stream<Path> folders = Files.list(CORPUS)) {
            for (Path folder : folders.sorted().toList()) {
                Path target = folder.resolve("target");
                corpus.add(
                        new Entry(
                                Files.exists(target) ? Files.readString(target).strip() : "",
                                read(folder.resolve("in"))));
            }
        }
        return corpus;
    }

    private static Map<String, byte[]> read(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    private static String describe(Map<String, byte[]> files) {
        StringBuilder text = new StringBuilder();
        files.forEach(
                (name, content) ->
                        text.append("\n-- ")
                                .append(name)
                                .append('\n')
                                .append(new String(content, StandardCharsets.UTF_8)));
        return text.toString();
    }
}
