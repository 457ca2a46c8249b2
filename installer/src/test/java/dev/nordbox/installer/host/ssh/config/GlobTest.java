package dev.nordbox.installer.host.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobTest {
    @TempDir Path folder;
    private Path ten;
    private Path twenty;

    @BeforeEach
    void twoFilesAndOneThatIsHidden() throws IOException {
        Path below = Files.createDirectories(folder.resolve("config.d/a"));
        twenty = Files.createFile(below.resolve("20.conf"));
        ten = Files.createFile(below.resolve("10.conf"));
        Files.createFile(below.resolve(".11.conf"));
    }

    @Test
    void namesAndWildcardsMayFollowEachOther() {
        assertThat(Glob.expand(folder, "config.d/a/10.conf")).containsExactly(ten);
        assertThat(Glob.expand(folder, "config.d/a/*")).containsExactly(ten, twenty);
        assertThat(Glob.expand(folder, "c*/?/[12]0.conf")).containsExactly(ten, twenty);
        assertThat(Glob.expand(folder, "config.*/a/20.conf")).containsExactly(twenty);
        assertThat(Glob.expand(folder, "config.d/*/missing")).isEmpty();
    }

    @Test
    void anAbsolutePatternBeginsAtItsRoot() {
        assertThat(Glob.expand(Path.of("elsewhere"), folder + "/config.d/a/1*"))
                .containsExactly(ten);
    }

    /** On Windows that is every wildcard. */
    @Test
    void aPatternNeedNotBeAPath() {
        assertThat(Glob.expand(folder, "config.d/a/no\0path*")).isEmpty();
    }
}
