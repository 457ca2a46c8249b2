package dev.nordbox.installer.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.OnThisMachine;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script, run by the shell of the machine that builds. */
class LookAtFilesScriptTest {
    @TempDir Path folder;

    @Test
    void filesComeAsTheyAreAndOtherThingsNotAtAll() throws IOException, ProblemException {
        Path file = Files.writeString(folder.resolve("file"), "a: \"b\"\n\tå\n");
        Path empty = Files.createFile(folder.resolve("empty"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        FakeHost shell = FakeHost.debian12().asks(FilesThere.LABEL, OnThisMachine::run);

        FilesThere there =
                FilesThere.look(
                        shell,
                        List.of(
                                file.toString(),
                                empty.toString(),
                                link.toString(),
                                large.toString(),
                                "/nowhere/x"));

        assertThat(there.contents()).containsOnlyKeys(file.toString(), empty.toString());
        assertThat(there.content(file.toString()))
                .hasValueSatisfying(c -> assertThat(c).isEqualTo(bytes("a: \"b\"\n\tå\n")));
        assertThat(there.content(empty.toString()))
                .hasValueSatisfying(c -> assertThat(c).isEmpty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
