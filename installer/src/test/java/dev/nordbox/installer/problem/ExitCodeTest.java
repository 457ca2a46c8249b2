package dev.nordbox.installer.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    @Test
    void theReadmeListsEveryCodeAndNoOther() throws IOException {
        // Maven runs tests in the module's directory.
        List<String> rows =
                Files.readAllLines(Path.of("../README.md")).stream()
                        .filter(line -> line.matches("\\| \\d+ \\|.*"))
                        .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(ExitCode.values())
                                .map(code -> "| %d | %s |".formatted(code.number(), code.meaning()))
                                .toList());
    }
}
