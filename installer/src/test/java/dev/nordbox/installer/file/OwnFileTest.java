package dev.nordbox.installer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFileTest {
    @TempDir Path folder;

    @Test
    void whatIsMadeIsNobodyElsesToRead() throws IOException {
        Path file = folder.resolve("a/b/own");

        OwnFile.create(file);

        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(file.getParent())).isEqualTo("rwx------");
        assertThat(mode(file.getParent().getParent())).isEqualTo("rwx------");
    }

    @Test
    void whatIsReplacedKeepsItsModeAndItsLinks() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        OwnFile.replace(link, bytes("after"));

        assertThat(file).hasContent("after");
        assertThat(mode(file)).isEqualTo("rw-r-----");
        assertThat(link).isSymbolicLink();
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("/.file"));
    }

    @Test
    void whatIsClosedWasOpenBeforeOrNotThere() throws IOException {
        Path open = Files.writeString(folder.resolve("open"), "before");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        OwnFile.replaceAndClose(open, bytes("after"));
        OwnFile.replaceAndClose(folder.resolve("new"), bytes("first"));

        assertThat(mode(open)).isEqualTo("rw-------");
        assertThat(mode(folder.resolve("new"))).isEqualTo("rw-------");
    }

    @Test
    void aReasonIsNeverTheNameOfTheFile() {
        Path absent = folder.resolve("absent");
        IOException missing =
                catchThrowableOfType(IOException.class, () -> Files.readString(absent));
        IOException directory =
                catchThrowableOfType(IOException.class, () -> Files.readAllBytes(folder));

        assertThat(Reason.of(missing)).isEqualTo("there is no such file");
        assertThat(Reason.of(directory)).containsIgnoringCase("is a directory");
        assertThat(Reason.of(new AccessDeniedException("secret.key")))
                .isEqualTo("permission denied");
        assertThat(Reason.of(new IOException())).isEqualTo("IOException");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
