package dev.nordbox.installer.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.output.TestSurroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** HOME and the JVM's user.home may differ; the scripts go by HOME. */
class BuildCacheTest {
    private static final Path HOME = Path.of("/home/kari");

    @Test
    void itIsWhereTheShellSeesIt() {
        assertThat(new TestSurroundings(HOME).surroundings().cache())
                .isEqualTo(HOME.resolve(".cache/nordbox"));
        assertThat(
                        new TestSurroundings(HOME)
                                .with("XDG_CACHE_HOME", "/var/cache/kari")
                                .surroundings()
                                .cache())
                .isEqualTo(Path.of("/var/cache/kari/nordbox"));
    }

    @Test
    void noTestGoesByTheJvmsHome() throws IOException {
        List<String> others = new ArrayList<>();
        for (String module : List.of("installer", "appliance")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    if (Files.readString(file).contains("getProperty(\"user" + ".home\")")) {
                        others.add(file.getFileName().toString());
                    }
                }
            }
        }
        assertThat(others)
                .as("ssh itself goes by the user database; the appliance has a rule of its own")
                .containsExactlyInAnyOrder("ClientConfigIT.java", "BuildCache.java");
    }
}
