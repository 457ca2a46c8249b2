package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepEngine.Mode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box that starts no pods before its k3s is upgraded. */
class CanaryBeforeTest {
    @TempDir private Path files;

    @Test
    void aBoxThatStartsNoPodAsItIsIsLeftAloneAndToldWhy() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        Map<String, String> before = box.host.state();
        Map<String, String> objects = Map.copyOf(box.cluster.objects);
        trial.k3s.noPods = "no space left on device";

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.upgrade(Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.HOST_REFUSED)
                .withMessageContaining("no space left on device")
                .withMessageContaining("k3s was not touched");

        assertThat(box.host.state()).isEqualTo(before);
        assertThat(box.cluster.objects).isEqualTo(objects);
        assertThat(box.host.effects()).noneMatch(effect -> effect.startsWith("upload "));
    }

    @Test
    void aBoxWhoseDnsAnswersNoNewPodIsUpgradedAndTold() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        trial.k3s.deaf = true;

        trial.box.upgrade(Mode.APPLY);

        assertThat(trial.k3s.running).isEqualTo(FakeUpgrade.NEW);
        assertThat(trial.warnings())
                .extracting(Problem::what)
                .anySatisfy(
                        what ->
                                assertThat(what)
                                        .contains("starts on this box as it is")
                                        .contains("does not answer it: no answer within 5 s"));
    }

    @Test
    void whoComesBackBeforeTheSwapIsAskedForANewPodAgain() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        box.host.on(KeepForUpgrade.LABEL, (h, c) -> new CommandOutcome(1, "", "not now"));
        assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).hasMessageContaining("not now");
        assertThat(trial.note()).startsWith("begun ");
        box.host.reconnect();
        trial.k3s.noPods = "no space left on device";

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.upgrade(Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.HOST_REFUSED);

        assertThat(trial.k3s.running).isEqualTo(FakeUpgrade.OLD);
    }
}
