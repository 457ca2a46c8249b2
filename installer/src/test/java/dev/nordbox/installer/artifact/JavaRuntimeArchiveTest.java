package dev.nordbox.installer.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaRuntimeArchiveTest {
    @TempDir private Path directory;

    @Test
    void anArchiveWithALauncherIsTaken() throws Exception {
        Path file = runtime();

        assertThat(JavaRuntimeArchive.choose(Map.of("NORDBOX_JRE", file.toString())))
                .get()
                .extracting(Artifact::sha256)
                .isEqualTo(Sha256.of(file));
        assertThat(JavaRuntimeArchive.choose(Map.of())).isEmpty();
    }

    @Test
    void anArchiveWithoutALauncherIsRefused() throws Exception {
        Path file = directory.resolve("x.tar.gz");
        Files.write(file, TrialFiles.tarGz(Map.of("jre/lib/modules", "x")));

        assertThatThrownBy(() -> JavaRuntimeArchive.read(file))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("holds no bin/java");
    }

    @Test
    void anArchiveCutShortIsNoticedBeforeItTravels() throws Exception {
        Path file = runtime();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));

        assertThatThrownBy(() -> JavaRuntimeArchive.read(file))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("no readable tar.gz");
    }

    private Path runtime() throws Exception {
        Map<String, String> files = new TreeMap<>();
        files.put("jre/bin/java", "launcher");
        files.put("jre/release", "JAVA_VERSION=\"17.0.1\"");
        return Files.write(directory.resolve("jre.tar.gz"), TrialFiles.tarGz(files));
    }
}
