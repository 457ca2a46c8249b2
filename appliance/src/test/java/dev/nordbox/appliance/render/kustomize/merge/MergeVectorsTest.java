package dev.nordbox.appliance.render.kustomize.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.merge.StrategicMerge.ListDirection;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi;
import dev.nordbox.appliance.render.yaml.JsonReader;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/** The original's own merge vectors, when they lie beside the repository. */
class MergeVectorsTest {

    @TestFactory
    Stream<DynamicTest> mergesAsTheOriginal() throws IOException {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            return Stream.of(
                    dynamicTest(
                            "the vectors are not there",
                            () -> {
                                throw new TestAbortedException("no folder " + folder);
                            }));
        }
        try (Stream<Path> vectors = Files.list(folder)) {
            return vectors.sorted().toList().stream()
                    .map(
                            vector ->
                                    dynamicTest(
                                            vector.getFileName().toString(), () -> check(vector)));
        }
    }

    private static Path folder() {
        String configured = System.getProperty("nordbox.kustomize.cases", "");
        if (!configured.isEmpty()) {
            return Path.of(configured, "merge2");
        }
        Path module = Path.of("").toAbsolutePath();
        Path repository = Files.exists(module.resolve(".git")) ? module : module.getParent();
        return repository.resolveSibling("shared").resolve("kustomize-cases/merge2");
    }

    private static void check(Path vector) throws IOException, RenderException {
        Map<?, ?> meta = (Map<?, ?>) JsonReader.read(Files.readString(vector.resolve("meta.json")));
        boolean prepends = "prepend".equals(meta.get("listIncreaseDirection"));
        StrategicMerge merge =
                new StrategicMerge(
                        OpenApi.kubernetes(),
                        prepends ? ListDirection.PREPEND : ListDirection.APPEND,
                        Boolean.TRUE.equals(meta.get("inferAssociativeLists")));

        Optional<Node> merged = merge.merge(read(vector, "patch"), read(vector, "dest"));

        Node result = merged.orElseGet(ScalarNode::nothing);
        assertThat(formatted(result)).isEqualTo(formatted(read(vector, "expected")));
    }

    private static Node read(Path vector, String file) throws IOException, RenderException {
        return YamlParser.forResources().parse(Files.readString(vector.resolve(file + ".yaml")));
    }

    /** The vectors are compared after kyaml's formatter, which sorts containers by name. */
    private static String formatted(Node node) throws RenderException {
        sortNamed(node);
        return YamlEmitter.emit(node);
    }

    private static void sortNamed(Node node) {
        if (node instanceof MapNode map) {
            map.fields().forEach(field -> sortNamed(field.value()));
        } else if (node instanceof ListNode list) {
            list.forEach(MergeVectorsTest::sortNamed);
            if (list.items().stream().allMatch(item -> item.textAt("name").isPresent())) {
                List<Node> sorted =
                        list.items().stream()
                                .sorted(
                                        Comparator.comparing(
                                                item -> item.textAt("name").orElseThrow()))
                                .toList();
                list.setItems(sorted);
            }
        }
    }
}
