package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A virtual machine that does not know an option, or its compiler's directives, does not start. */
class ControllerJavaOptionsTest {

    @Test
    void startAMachineThatSaysNothingOfItsOwnWhereJsonIsExpected(@TempDir Path directory)
            throws Exception {
        Path directives = directory.resolve("compiler.json");
        Files.write(directives, ControllerFiles.COMPILER.content());
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ControllerUnit.of("/usr/bin/java", false).javaOptions()) {
            words.add(option.replace(ControllerPaths.COMPILER, directives.toString()));
        }
        words.add("-version"); // which says the version on standard error

        Process java =
                new ProcessBuilder(words)
                        .redirectError(directory.resolve("stderr").toFile())
                        .start();

        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(Files.readString(directory.resolve("stderr"))).isZero();
        assertThat(said).isEmpty();
        assertThat(words).anyMatch(word -> word.endsWith(directives.toString()));
    }
}
