package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box that remembers what it was brought up with. */
class KeepSettingsTest {
    @TempDir private Path files;
    private TrialBox box;

    @BeforeEach
    void makeABox() {
        box = TrialBox.in(files);
    }

    @Test
    void theBoxKeepsThemForRootAloneWhetherItMakesKitsOrNot() throws ProblemException {
        box.saying("kind: Box\n").up();

        assertThat(box.host.text(BackupFile.DOCUMENT)).hasValue("kind: Box\n");
        assertThat(box.host.files.get(BackupFile.DOCUMENT).mode()).isEqualTo("0600");
        assertThat(box.plan().changed()).isEmpty();

        box.saying("kind: Box\nname: prod\n");
        assertThat(box.up().changed()).extracting(StepResult::id).containsExactly("settings");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void downTakesThemAlong() throws ProblemException {
        box.saying("kind: Box\n").up();

        box.down(RemovalSteps.Data.KEEP);

        assertThat(box.host.text(BackupFile.DOCUMENT)).isEmpty();
    }
}
