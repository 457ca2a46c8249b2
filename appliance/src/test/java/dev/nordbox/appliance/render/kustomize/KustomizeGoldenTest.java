package dev.nordbox.appliance.render.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.render.RenderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Our own cases: {@code golden/<case>/in} is built and gives {@code expected.yaml}, or the message
 * in {@code expected-error.txt}. Run with {@code -Dgolden.update} to rewrite them, and compare the
 * successful ones with the original before committing: {@code ci/kustomize-compare}.
 */
class KustomizeGoldenTest {
    private static final Path CASES =
            Path.of("src/test/resources/dev/nordbox/appliance/render/kustomize/golden");
    private static final boolean UPDATE = System.getProperty("golden.update") != null;

    @TestFactory
    List<DynamicTest> givesWhatIsWrittenDown() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted()
                    .map(
                            folder ->
                                    DynamicTest.dynamicTest(
                                            folder.getFileName().toString(), () -> check(folder)))
                    .toList();
        }
    }

    private static void check(Path folder) throws IOException {
        Path target = folder.resolve("target");
        String directory = Files.exists(target) ? Files.readString(target).strip() : "";
        Path output = folder.resolve("expected.yaml");
        Path error = folder.resolve("expected-error.txt");
        String actual;
        boolean built;
        try {
            actual =
                    new Kustomize()
                            .build(
                                    new FolderTree(folder.resolve("in")),
                                    directory,
                                    BuildOptions.defaults())
                            .toYaml();
            built = true;
        } catch (RenderException e) {
            actual = e.getMessage() + "\n";
            built = false;
        }
        if (UPDATE) {
            Files.deleteIfExists(built ? error : output);
            Files.writeString(built ? output : error, actual, StandardCharsets.UTF_8);
        }
        assertThat(Files.exists(output)).as("there is an output: " + actual).isEqualTo(built);
        assertThat(actual)
                .isEqualTo(Files.readString(built ? output : error, StandardCharsets.UTF_8));
    }
}
