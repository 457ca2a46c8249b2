package dev.nordbox.installer.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.OnThisMachine;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    @Test
    void belowSomebodyElsesDirectoryNoLinkLeadsToWhatTheyMayNotRead()
            throws IOException, ProblemException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can read as another");
        open(folder);
        Path secret = Files.createDirectory(folder.resolve("secret"));
        Files.writeString(secret.resolve("known_hosts"), "root's alone");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Path own = Files.createDirectory(theirs.resolve("own"));
        Files.writeString(own.resolve("known_hosts"), "theirs");
        Path link = Files.createSymbolicLink(theirs.resolve("git"), secret);
        for (Path path : List.of(theirs, own)) {
            open(path);
            give(path);
        }
        FakeHost shell = FakeHost.debian12().asks(FilesThere.LABEL, OnThisMachine::run);

        FilesThere there =
                FilesThere.look(
                        shell,
                        List.of(
                                own.resolve("known_hosts").toString(),
                                link.resolve("known_hosts").toString()));

        assertThat(there.contents()).containsOnlyKeys(own.resolve("known_hosts").toString());
    }

    private static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void give(Path directory) throws IOException {
        Files.setOwner(
                directory,
                directory
                        .getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
