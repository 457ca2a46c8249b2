package dev.nordbox.appliance.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository, and a mirror that follows it. */
abstract class GitSourceFixture {

    @TempDir Path directory;
    TestRepository remote;

    @BeforeEach
    void emptyRemote() {
        remote = new TestRepository(directory.resolve("remote.git"));
    }

    @AfterEach
    void closeRemote() {
        remote.close();
    }

    OneRevision source(String wish) throws GitException {
        return OneRevision.open(GitAccess.open(GitUrl.parse(remote.url())), wish, mirror());
    }

    Path mirror() {
        return directory.resolve("mirror");
    }

    static String text(OneRevision source, Revision revision, String path)
            throws IOException, GitException {
        return new String(source.tree(revision).read(path), StandardCharsets.UTF_8);
    }

    void deleteObjects() throws IOException {
        try (Stream<Path> files = Files.walk(mirror().resolve("objects"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    List<String> mirrorFiles() throws IOException {
        try (Stream<Path> files = Files.walk(mirror(), FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file + " " + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }
}
