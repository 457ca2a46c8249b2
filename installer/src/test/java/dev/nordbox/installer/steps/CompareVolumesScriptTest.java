package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real script and the real tar, over folders of this machine. */
class CompareVolumesScriptTest {
    private static final String SUM = "0".repeat(64);

    @TempDir private Path root;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private Path volume;
    private Path empty;
    private Path output;

    @BeforeEach
    void aVolumeAnEmptyOneAndWhatACommandPrinted() throws Exception {
        volume = Files.createDirectories(root.resolve("volume/folder"));
        Files.writeString(volume.resolve("page"), "a page\n".repeat(100_000));
        Files.createSymbolicLink(volume.resolve("link"), Path.of("page"));
        volume = root.resolve("volume");
        Files.writeString(volume.resolve("other"), "another");
        byte[] tar = tar();
        empty = Files.createDirectory(root.resolve("empty"));
        output = Files.writeString(root.resolve("output"), "CREATE TABLE");
        send("files", tar, volume);
        send("directory", new byte[0], empty);
        send("output", "CREATE TABLE".getBytes(StandardCharsets.UTF_8), output);
        sent.writeBytes("end\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatLiesThereAsItWasSaysNothing() throws Exception {
        assertThat(compared()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf x >>volume/folder/page",
                "printf 'b page' | dd of=volume/folder/page conv=notrunc status=none",
                "rm volume/other",
                "ln -sf elsewhere volume/folder/link",
                "chmod 700 volume/other",
                "rm -r volume"
            })
    void aFileThatIsNotAsItWasIsToldByItsVolumeAndTheRestIsCompared(String change)
            throws Exception {
        sh(change);
        Files.delete(output);

        assertThat(compared()).isEqualTo("differs %s\ndiffers %s\n".formatted(volume, output));
    }

    @Test
    void somethingInAnEmptyOneIsADifference() throws Exception {
        Files.writeString(empty.resolve("new"), "");
        Files.writeString(output, "CREATE TABLE shop");

        assertThat(compared()).isEqualTo("differs %s\ndiffers %s\n".formatted(empty, output));
    }

    @Test
    void whatEndsTooSoonIsNoAnswer() throws Exception {
        byte[] all = sent.toByteArray();
        sent.reset();
        sent.write(all, 0, all.length - 4);

        Process script = script();

        assertThat(script.waitFor()).isEqualTo(1);
    }

    private void send(String kind, byte[] content, Path path) {
        String line = "%s %d %s 755 0:0 %s\n".formatted(kind, content.length, SUM, path);
        sent.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        sent.writeBytes(content);
    }

    private byte[] tar() throws IOException {
        return new ProcessBuilder("tar", "--create", "--sparse", "--directory=" + volume, ".")
                .start()
                .getInputStream()
                .readAllBytes();
    }

    private void sh(String text) throws Exception {
        Process done = new ProcessBuilder("sh", "-c", text).directory(root.toFile()).start();
        assertThat(done.waitFor()).isZero();
    }

    private String compared() throws Exception {
        Process script = script();
        String out = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).isZero();
        return out;
    }

    private Process script() throws IOException {
        String text = Script.beside(VolumeData.class, "compare-volumes.sh");
        Process process =
                new ProcessBuilder("sh", "-c", text, "sh", root.toString(), root.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (OutputStream in = process.getOutputStream()) {
            sent.writeTo(in);
        }
        return process;
    }
}
