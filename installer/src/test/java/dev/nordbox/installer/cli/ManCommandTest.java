package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.output.TestSurroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManCommandTest {
    @TempDir private Path home;
    private TestSurroundings around;

    @BeforeEach
    void atHome() {
        around = new TestSurroundings(home);
    }

    @Test
    void aPageTellsOfOptionsExitCodesAndWhatIsBeside() {
        assertThat(run("man", "kit", "save")).isZero();

        assertThat(around.out())
                .startsWith(".TH \"NORDBOX\\-KIT\\-SAVE\" 1")
                .contains("\nnordbox\\-kit\\-save \\- ")
                .contains("\\fB\\-\\-host\\fR")
                .contains("\n.TP\n\\fB14\\fR\n")
                .endsWith("nordbox\\-kit(1)\n");
    }

    @Test
    void everyCommandHasAPageWithoutWhatFormattingWouldLeave() throws IOException {
        Path folder = home.resolve("man/man1");

        assertThat(run("man", "--to", folder.toString())).isZero();

        List<Path> pages;
        try (Stream<Path> files = Files.list(folder)) {
            pages = files.toList();
        }
        assertThat(pages)
                .extracting(page -> page.getFileName().toString())
                .contains("nordbox.1", "nordbox-up.1", "nordbox-secret-seal.1");
        for (Path page : pages) {
            assertThat(Files.readString(page))
                    .as(page.toString())
                    .doesNotContain("${", "@|", "%n")
                    .matches(text -> text.chars().allMatch(c -> c < 127), "is ASCII");
        }
    }

    @Test
    void aCommandThatIsNoneIsNamed() {
        assertThat(run("man", "kit", "sve")).isEqualTo(2);
        assertThat(around.err()).contains("`nordbox kit` has no command `sve`");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");

        assertThat(run("man", "--to", file.resolve("man1").toString())).isEqualTo(2);
        assertThat(around.err()).contains("cannot write to", "man1");
    }

    private int run(String... args) {
        return new Cli(around.surroundings()).execute(args);
    }
}
