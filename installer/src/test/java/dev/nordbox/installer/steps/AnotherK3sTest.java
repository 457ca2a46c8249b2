package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.StepResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} with a k3s that is not the one on the box, as {@code --k3s FILE} brings it. */
class AnotherK3sTest {
    private static final String VERSION = Note.DIRECTORY + "/" + Note.K3S_VERSION;

    @TempDir private Path files;

    @Test
    void anotherBuildOfTheVersionTakesItsPlaceAndK3sIsRestartedOnce() throws ProblemException {
        TrialBox box = rebuilt();

        InstallReport report = box.up();

        assertThat(changesOf(report, "k3s-binary"))
                .containsExactly(
                        "upload k3s.v1.35.9+k3s1 to " + BeginUpgrade.NEXT,
                        "ask the k3s that was brought for its version",
                        "put it in place: " + K3sFiles.BINARY,
                        "note the version that is installed");
        assertThat(changesOf(report, "k3s-start"))
                .containsExactly("restart k3s: its binary, unit or configuration changed");
        assertThat(box.cluster.restarts).hasSize(2);
        assertThat(box.host.text(VERSION))
                .hasValue(FakeUpgrade.OLD + " %s\n".formatted(box.spec.artifacts().k3s().sha256()));
        assertThat(box.host.files).doesNotContainKey(BeginUpgrade.NEXT);
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void killedAnywhereOnTheWayToAnotherBuildTheNextRunKnowsItsVersion() throws ProblemException {
        TrialBox undisturbed = rebuilt();
        undisturbed.up();
        int all = undisturbed.host.effects().size();
        assertThat(undisturbed.host.text(VERSION).orElseThrow()).startsWith(FakeUpgrade.OLD + " ");

        for (int count = 0; count < all; count++) {
            TrialBox each = rebuilt();
            each.host.killAfter(count);
            assertThatThrownBy(each::up).isInstanceOf(FakeHost.Killed.class);
            each.host.reconnect();
            each.up();
            assertThat(each.host.state())
                    .as("killed after %d effects", count)
                    .isEqualTo(undisturbed.host.state());
            assertThat(each.plan().changed()).isEmpty();
        }
    }

    @Test
    void aNewerVersionIsRefusedWithTheCommandForIt() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);

        Problem refused = refused(trial.box);
        assertThat(refused.what())
                .endsWith(
                        "k3s v1.35.9+k3s1 is on this host, and %s is v1.36.4+k3s1; `up` takes no box"
                                        .formatted(trial.box.spec.artifacts().k3s().local())
                                + " to another k3s");
        assertThat(refused.remedy())
                .startsWith(
                        "use `upgrade --k3s v1.36.4+k3s1` with the same file in NORDBOX_K3S, which"
                                + " can go back; or bring k3s v1.35.9+k3s1, or none");
    }

    @Test
    void anOlderVersionIsRefusedAndNoCommandIsNamedThatWouldRefuseItToo() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        trial.release("v1.34.8+k3s1");

        assertThat(refused(trial.box).remedy())
                .startsWith(
                        "bring k3s v1.35.9+k3s1, or none; the way back is a kit from before, on a"
                                + " fresh host");
    }

    @Test
    void aK3sThatSomebodyPutThereSinceIsAskedWhatItIs() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        trial.box.host.put(
                K3sFiles.BINARY,
                ("k3s " + FakeUpgrade.NEW + " by the script").getBytes(StandardCharsets.UTF_8),
                "0755",
                "root:root");
        trial.release(FakeUpgrade.OLD, "k3s " + FakeUpgrade.OLD);

        Problem refused = refused(trial.box);
        assertThat(refused.what()).contains("k3s v1.36.4+k3s1 is on this host");
        assertThat(refused.remedy())
                .startsWith("bring k3s v1.36.4+k3s1; the way back is a kit from before");

        trial.release(FakeUpgrade.NEW, "k3s " + FakeUpgrade.NEW);
        trial.box.up();
        assertThat(trial.box.host.text(VERSION).orElseThrow()).startsWith(FakeUpgrade.NEW + " ");
    }

    @Test
    void aFirstK3sThatNeverCameUpIsNotSentToUpgrade() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        trial.box.host.units.put(
                K3sFiles.UNIT, new UnitFacts("loaded", "failed", "enabled", false));

        assertThat(refused(trial.box).remedy())
                .startsWith(
                        "bring k3s v1.35.9+k3s1, or none; or, if nothing there is worth keeping,"
                                + " `down --delete-data`");
    }

    @Test
    void aBinaryThatDoesNotRunHereDoesNotTakeThePlaceOfOneThatDoes() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        trial.release(FakeUpgrade.OLD, "of another processor");

        assertThat(refused(trial.box).what()).contains("Exec format error");
    }

    @Test
    void dataThatDownHasLeftBindsTheNextK3sToo() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        trial.box.down(RemovalSteps.Data.KEEP);
        trial.box.host.reconnect();
        assertThat(trial.box.host.files).doesNotContainKey(K3sFiles.BINARY);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(trial.box::up)
                .withMessageContaining("takes no box to another k3s");
        assertThat(trial.box.host.files).doesNotContainKeys(K3sFiles.BINARY, BeginUpgrade.NEXT);
    }

    @Test
    void aHostOnWhichNoK3sHasStartedYetTakesAnother() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.fresh(files);
        trial.release(FakeUpgrade.OLD);
        trial.box.host.on(
                StartK3s.RESTART.label(),
                (host, command) -> {
                    throw new AssertionError("not yet");
                });
        assertThatThrownBy(trial.box::up).isInstanceOf(AssertionError.class);
        trial.k3s.restartsAgain(trial.box.host);
        trial.box.host.connectedAgain();
        trial.release(FakeUpgrade.NEW);

        trial.box.up();

        assertThat(trial.k3s.running).isEqualTo(FakeUpgrade.NEW);
    }

    /** Nothing of what was brought is left, and k3s runs on as it was. */
    private static Problem refused(TrialBox box) {
        Map<String, String> before = box.host.state();
        int restarts = box.cluster.restarts.size();
        ProblemException refused = catchThrowableOfType(ProblemException.class, box::up);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.ARTIFACT_INVALID);
        assertThat(box.host.state()).isEqualTo(before);
        assertThat(box.cluster.restarts).hasSize(restarts);
        return refused.problems().get(0);
    }

    private TrialBox rebuilt() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        trial.release(FakeUpgrade.OLD, "k3s " + FakeUpgrade.OLD + " built again");
        return trial.box;
    }

    private static List<String> changesOf(InstallReport report, String step) {
        return report.steps().stream()
                .filter(each -> each.id().equals(step))
                .map(StepResult::changes)
                .flatMap(List::stream)
                .toList();
    }
}
