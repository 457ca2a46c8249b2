package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A kit, and a person who says which repository the box follows. */
class RestoreRepositoryTest {
    @TempDir private Path files;
    private final TrialKit trial = new TrialKit();

    @ParameterizedTest
    @CsvSource({
        "--repo, leave --repo out: the box comes back to the kit's",
        "nordbox.yaml:4:8, 'take git.url out there, or add --repo git@git.example.no:ops/box.git:'"
    })
    void aKitOfAnotherRepositoryIsRefusedAndBothSidesAreNamed(String said, String remedy) {
        TrialBox box = following("git@git.example.no:ops/other.git", said);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.command(Output.SILENT))
                .matches(e -> e.exitCode() == ExitCode.KIT_UNUSABLE)
                .withMessageContainingAll(
                        "a box that follows git@git.example.no:ops/box.git",
                        "and %s says git@git.example.no:ops/other.git".formatted(said),
                        remedy,
                        "`up --repo git@git.example.no:ops/other.git` then moves it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://git@git.example.no/ops/box.git",
                "ssh://git@git.example.no:22/ops/box",
                "https://git.example.no/ops/box.git"
            })
    void anotherWayToTheSameRepositoryIsTheSameBox(String url) throws ProblemException {
        TrialBox box = following(url, "--repo");

        assertThat(box.command(Output.SILENT).changed()).isNotEmpty();
        assertThat(box.cluster.restored).hasSize(1);
    }

    private TrialBox following(String url, String said) {
        return TrialBox.in(files)
                .withGit(
                        new BoxConfig.Git(
                                url,
                                "HEAD",
                                "",
                                Optional.of(TrialBox.GIT_KEY),
                                Optional.empty(),
                                said))
                .withKit(trial.open(files));
    }
}
