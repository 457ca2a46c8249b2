package dev.nordbox.installer.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.file.WithoutModes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RunLogTest {
    @TempDir private Path directory;

    @Test
    void aFileSystemWithoutModesGetsALogAllTheSame() throws IOException {
        Path folder = WithoutModes.at(directory).resolve("home/nordbox/runs");

        Path file;
        try (RunLog log = RunLog.open(folder, "r1", new Redactor(), false)) {
            LoggerFactory.getLogger("dev.nordbox.test").info("it began");
            file = log.file();
        }

        assertThat(Files.readString(file)).contains("it began");
    }
}
