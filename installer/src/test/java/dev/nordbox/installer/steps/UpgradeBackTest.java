package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.steps.FakeUpgrade.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A box whose new k3s fails on a fake server, or only looks as if it did. */
class UpgradeBackTest {
    @TempDir private Path files;

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void whateverProbeFailsAllIsAsItWasBefore(Fault fault) throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        Map<String, String> before = box.host.state();
        Map<String, String> objects = Map.copyOf(box.cluster.objects);
        trial.k3s.fault = fault;

        assertUndone(box);

        assertThat(trial.k3s.running).isEqualTo(FakeUpgrade.OLD);
        assertThat(box.cluster.restored).as("from the snapshot, once").hasSize(1);
        assertThat(box.cluster.objects).isEqualTo(objects);
        assertThat(box.host.state()).isEqualTo(before);
        box.host.reconnect();
        trial.release(FakeUpgrade.OLD);
        assertThat(box.plan().changed()).as("up has nothing to do").isEmpty();
    }

    @Test
    void theEndSaysWhatFailedAndWhatIsThereNow() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        trial.k3s.fault = Fault.POD;

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.upgrade(Mode.APPLY))
                .satisfies(
                        e ->
                                assertThat(e.problems())
                                        .singleElement()
                                        .extracting(Problem::what)
                                        .asString()
                                        .startsWith("k3s v1.36.4+k3s1 was started and failed")
                                        .contains(
                                                "of web/StatefulSet/data 0 pods are Ready, and 1"
                                                        + " were",
                                                "k3s is v1.35.9+k3s1 again"));
    }

    @Test
    void whatTheNewPodSaidIsInTheEnd() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        trial.k3s.fault = Fault.CANARY;

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> trial.box.upgrade(Mode.APPLY))
                .satisfies(
                        e ->
                                assertThat(e.problems())
                                        .singleElement()
                                        .extracting(Problem::what)
                                        .asString()
                                        .contains(
                                                "starts no new pod",
                                                "it has no address, and is Pending:"
                                                        + " ContainerCreating; Failed:"));
    }

    @Test
    void killedOnTheWayBackAndRunAgainEndsTheSame() throws ProblemException {
        TrialUpgrade first = TrialUpgrade.in(files);
        TrialBox undisturbed = first.box;
        Map<String, String> before = undisturbed.host.state();
        first.k3s.fault = Fault.DNS;
        assertUndone(undisturbed);
        int all = undisturbed.host.effects().size();
        assertThat(all).isGreaterThan(15);

        for (int count = 0; count < all; count++) {
            TrialUpgrade trial = TrialUpgrade.in(files);
            TrialBox box = trial.box;
            trial.k3s.fault = Fault.DNS;
            box.host.killAfter(count);
            assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).isInstanceOf(FakeHost.Killed.class);
            box.host.reconnect();
            assertUndone(box);
            assertThat(box.host.state()).as("killed after %d effects", count).isEqualTo(before);
            assertThat(box.cluster.objects).isEqualTo(undisturbed.cluster.objects);
        }
    }

    @Test
    void aPodThatFallsAMomentAfterTheStartIsNoticed() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        trial.k3s.fault = Fault.POD;
        trial.k3s.wellFor = 2;

        assertUndone(trial.box);
    }

    @Test
    void whoComesBackBeforeTheSwapSavesANewSnapshot() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        box.host.on("mv", (h, c) -> new CommandOutcome(1, "", "mv: not now"));
        assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).hasMessageContaining("not now");
        assertThat(trial.note()).startsWith("kept ");
        box.cluster.objects.put("ConfigMap web/later", "made since");
        Map<String, String> objects = Map.copyOf(box.cluster.objects);
        FakeUpgrade.movesAgain(box.host.reconnect());
        trial.k3s.fault = Fault.STARTS;

        assertUndone(box);

        assertThat(box.cluster.objects).isEqualTo(objects);
    }

    @Test
    void anotherBinaryOfTheSameVersionIsNotTakenForTheOldOne() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        Map<String, String> before = box.host.state();
        box.host.on(StartK3s.RESTART.label(), (h, c) -> new CommandOutcome(1, "", "no bus"));
        assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).hasMessageContaining("no bus");
        assertThat(trial.note()).startsWith("kept ");
        box.withArtifacts(
                TrialBox.artifactsOf(
                        box.spec, TrialBox.file(files, "k3s.again", "k3s v1.36.4+k3s1 again")));
        trial.k3s.restartsAgain(box.host.reconnect());
        trial.k3s.fault = Fault.STARTS;

        assertUndone(box);

        assertThat(box.host.state()).isEqualTo(before);
    }

    @Test
    void aHostThatIsLostDuringTheProbesIsNotTakenBack() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        box.host.asks(
                BoxHealth.LABEL,
                (h, c) ->
                        h.files.containsKey(KeepForUpgrade.BEFORE)
                                ? new CommandOutcome(255, "", "the connection is lost")
                                : new CommandOutcome(0, "readyz=ok\nknown=pods\n", ""));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.upgrade(Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.STEP_FAILED);

        assertThat(trial.k3s.running).isEqualTo(FakeUpgrade.NEW);
        assertThat(trial.note()).startsWith("swapped ");
    }

    @Test
    void whoComesBackLaterThanAnHourLosesNoDatastore() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        box.host.on(StartK3s.RESTART.label(), (h, c) -> new CommandOutcome(1, "", "no bus"));
        assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).hasMessageContaining("no bus");
        trial.k3s.restartsAgain(box.host.reconnect());
        letDaysPass(box);
        trial.k3s.fault = Fault.POD;

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.upgrade(Mode.APPLY))
                .withMessageContaining("of web/StatefulSet/data 0 pods are Ready, and 1 were")
                .withMessageContaining("k3s v1.35.9+k3s1 and its datastore of 1970-01-01T00:00:00Z")
                .withMessageContaining("are not put back")
                .matches(e -> e.exitCode() == ExitCode.TIMED_OUT);

        assertThat(box.cluster.restored).isEmpty();
        assertThat(trial.note()).startsWith("swapped ");
        assertGoesOnOnceMended(trial);
    }

    @Test
    void oneThatFailedLongAgoAndWasNotPutBackIsProvedAgain() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        trial.k3s.fault = Fault.POD;
        killAt(RollBackUpgrade.PUT_BACK, box);
        assertThat(trial.note()).startsWith("failed ");
        letDaysPass(box);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.upgrade(Mode.APPLY))
                .withMessageContaining("are not put back");
        assertThat(box.cluster.restored).isEmpty();

        assertGoesOnOnceMended(trial);
    }

    @Test
    void aWayBackThatWasBegunIsGoneOnWithHoweverLate() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        trial.k3s.fault = Fault.POD;
        killAt(RestoreCluster.RESTORE, box);
        assertThat(box.host.text(K3sFiles.BINARY)).hasValue("k3s " + FakeUpgrade.OLD);
        letDaysPass(box);

        assertUndone(box);

        assertThat(box.cluster.restored).hasSize(1);
    }

    private static void letDaysPass(TrialBox box) {
        box.host.machine.clock = box.host.machine.clock.plus(Duration.ofDays(2));
    }

    private static void assertGoesOnOnceMended(TrialUpgrade trial) throws ProblemException {
        trial.k3s.fault = Fault.NONE;
        trial.box.host.reconnect();
        trial.box.upgrade(Mode.APPLY);
        assertThat(trial.note()).isEmpty();
        assertThat(trial.k3s.running).isEqualTo(FakeUpgrade.NEW);
    }

    /** Before that is done. */
    private void killAt(String label, TrialBox box) throws ProblemException {
        TrialUpgrade undisturbed = TrialUpgrade.in(files);
        undisturbed.k3s.fault = Fault.POD;
        assertUndone(undisturbed.box);
        box.host.killAfter(undisturbed.box.host.effects().indexOf(label));
        assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).isInstanceOf(FakeHost.Killed.class);
        box.host.reconnect();
    }

    @Test
    void aK3sThatNeverRestsIsToldAndNoReasonToGoBack() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        box.host.on(
                StartK3s.RESTART.label(),
                (h, c) -> {
                    trial.k3s.busy = 101;
                    trial.k3s.running = FakeUpgrade.NEW;
                    return box.cluster.restart(h, c);
                });

        box.upgrade(Mode.APPLY);

        assertThat(trial.warnings())
                .singleElement()
                .extracting(Problem::what)
                .isEqualTo("k3s takes 101 % of a CPU, and took 7 % before the upgrade");
    }

    @Test
    void podsThatNobodyWantsAnyMoreAreToldAndNoReasonToGoBack() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        box.host.asks(
                BoxHealth.LABEL,
                (h, c) ->
                        new CommandOutcome(
                                0,
                                "ready-before=web/ReplicaSet/shop 1\nreadyz=ok\nkubelet=%s\nknown=pods\n"
                                        .formatted(trial.k3s.running),
                                ""));

        box.upgrade(Mode.APPLY);

        assertThat(trial.k3s.running).isEqualTo(FakeUpgrade.NEW);
        assertThat(trial.warnings())
                .extracting(Problem::what)
                .containsExactly("of web/ReplicaSet/shop there is no pod any more");
    }

    private static void assertUndone(TrialBox box) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.upgrade(Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.UPGRADE_UNDONE);
    }
}
