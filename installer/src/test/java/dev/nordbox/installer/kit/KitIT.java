package dev.nordbox.installer.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worst day: a kit, {@code age} and {@code tar}, and no nordbox. */
class KitIT {
    @TempDir private Path folder;

    @Test
    void theStockToolsUnpackAKit() throws IOException, InterruptedException {
        TrialKit trial = new TrialKit();
        trial.in(folder);
        Files.writeString(folder.resolve("key"), trial.key.secretText());
        Path out = Files.createDirectory(folder.resolve("out"));

        Process unpack =
                new ProcessBuilder("sh", "-ec", "age -d -i key box.kit | tar -C out -xvf -")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();

        String said = new String(unpack.getInputStream().readAllBytes());
        assertThat(unpack.waitFor()).as(said).isZero();
        for (Map.Entry<String, byte[]> part : trial.parts.entrySet()) {
            assertThat(out.resolve(part.getKey())).hasBinaryContent(part.getValue());
        }
        assertThat(out.resolve(Manifest.PATH)).content().contains("\"format\":\"nordbox-kit\"");
        assertThat(said.lines().toList()).last().isEqualTo(Manifest.PATH);
    }
}
