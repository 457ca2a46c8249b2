package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.render.RenderRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The quick reading of render's words and the full one must not drift apart. */
class RenderCommandTest {
    @TempDir Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apps",
                "apps --load-restrictor LoadRestrictionsNone",
                "--load-restrictor=LoadRestrictionsNone apps",
                "--reorder none apps --enable-managedby-label --enable-alpha-plugins",
                "apps -o out.yaml",
                "apps --output=out.yaml",
                "apps --directory --recurse --include *.yaml --exclude=x/**"
            })
    void bothReadingsAgree(String line) {
        RenderCommand command = command();
        new CommandLine(command).parseArgs(line.split(" "));

        assertThat(RenderRequest.parse(line.split(" "))).contains(command.request());
    }

    @Test
    void noWordsAtAllMeanThisDirectory() {
        RenderCommand command = command();
        new CommandLine(command).parseArgs();

        assertThat(RenderRequest.parse()).contains(command.request());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "apps other", "--reorder", "--foo apps", "-o -x apps", "-h apps"})
    void whatIsNotPlainIsLeftToTheFullReading(String line) {
        assertThat(RenderRequest.parse(line.split(" "))).isEmpty();
    }

    @Test
    void aSlipIsToldAsKustomizeTellsIt() {
        TestSurroundings around = new TestSurroundings(home);

        assertThat(new Cli(around.surroundings()).execute("render", "--reordr", "none"))
                .isEqualTo(1);
        assertThat(around.err())
                .isEqualTo("Error: unknown flag --reordr; did you mean --reorder?\n");
    }

    private RenderCommand command() {
        return new RenderCommand(new TestSurroundings(home).surroundings());
    }
}
