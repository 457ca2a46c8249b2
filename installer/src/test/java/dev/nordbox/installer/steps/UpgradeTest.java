package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.step.StepResult;
import dev.nordbox.installer.steps.FakeUpgrade.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A box whose k3s is upgraded on a fake server, and goes back where the new one fails. */
class UpgradeTest {
    private static final String NEXT_ARCHIVE =
            BeginUpgrade.NEXT_IMAGES + "/k3s-airgap-images-amd64.tar.zst";

    @TempDir private Path files;
    private FakeUpgrade k3s;

    @Test
    void theNewK3sTakesThePlaceOfTheOldOneAndThePlanIsEmptyThen() throws ProblemException {
        TrialBox box = box();

        box.upgrade(Mode.APPLY);

        assertThat(k3s.running).isEqualTo(FakeUpgrade.NEW);
        assertThat(box.host.text(K3sFiles.BINARY)).hasValue("k3s " + FakeUpgrade.NEW);
        assertThat(box.host.files.keySet())
                .noneMatch(path -> path.startsWith(UpgradeNote.KEPT))
                .doesNotContain(BeginUpgrade.NEXT, UpgradeNote.PATH);
        assertThat(warnings(box)).isEmpty();
        box.host.reconnect();
        assertThat(box.upgrade(Mode.APPLY).changeCount()).isZero();
        assertThat(box.host.effects()).isEmpty();
        box.host.reconnect();
        assertThat(box.plan().changed())
                .as("up starts nothing again; the baseline is pinned to the minor release")
                .extracting(StepResult::id)
                .containsExactly("baseline");
    }

    @Test
    void theSnapshotComesBeforeTheSwapAndTheSwapBeforeTheRestart() throws ProblemException {
        TrialBox box = box();

        box.upgrade(Mode.APPLY);

        assertThat(box.host.effects())
                .filteredOn(effect -> !effect.startsWith("write "))
                .containsExactly(
                        "take the host's lock",
                        "upload " + BeginUpgrade.NEXT,
                        "upload " + NEXT_ARCHIVE,
                        KeepForUpgrade.LABEL,
                        SwapK3s.swap(BeginUpgrade.NEXT, K3sFiles.BINARY).label(),
                        SwapK3s.swap(NEXT_ARCHIVE, FakeUpgrade.IMAGES).label(),
                        SwapK3s.RESTART.label(),
                        "rm -rf -- %s %s %s"
                                .formatted(
                                        UpgradeNote.KEPT,
                                        BeginUpgrade.NEXT,
                                        BeginUpgrade.NEXT_IMAGES),
                        "rm -f " + UpgradeNote.PATH,
                        "give the host's lock back");
    }

    @Test
    void aDryRunShowsTheWholeWayOnAndTouchesNothing() throws ProblemException {
        TrialBox box = box();
        Map<String, String> before = box.host.state();

        InstallReport plan = box.upgrade(Mode.PLAN);

        assertThat(plan.changed())
                .extracting(StepResult::id)
                .containsExactly(
                        "upgrade-begin",
                        "upgrade-keep",
                        "upgrade-swap",
                        "upgrade-prove",
                        "upgrade-end");
        assertThat(box.host.effects()).isEmpty();
        assertThat(box.host.state()).isEqualTo(before);
    }

    @Test
    void theVersionThatIsThereIsNoChangeAndNothingIsFetched() throws ProblemException {
        TrialBox box = box();
        wants(box, FakeUpgrade.OLD);

        assertThat(box.upgrade(Mode.APPLY).changeCount()).isZero();
        assertThat(box.supplied).isZero();
        assertThat(box.host.effects()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void whateverProbeFailsAllIsAsItWasBefore(Fault fault) throws ProblemException {
        TrialBox box = box();
        Map<String, String> before = box.host.state();
        Map<String, String> objects = Map.copyOf(box.cluster.objects);
        k3s.fault = fault;

        assertUndone(box);

        assertThat(k3s.running).isEqualTo(FakeUpgrade.OLD);
        assertThat(box.cluster.restored).as("from the snapshot, once").hasSize(1);
        assertThat(box.cluster.objects).isEqualTo(objects);
        assertThat(box.host.state()).isEqualTo(before);
        box.host.reconnect();
        release(box, FakeUpgrade.OLD);
        assertThat(box.plan().changed()).as("up has nothing to do").isEmpty();
    }

    @Test
    void theEndSaysWhatFailedAndWhatIsThereNow() throws ProblemException {
        TrialBox box = box();
        k3s.fault = Fault.POD;

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
    void killedBetweenAnyTwoEffectsAndRunAgainEndsTheSame() throws ProblemException {
        TrialBox undisturbed = box();
        undisturbed.upgrade(Mode.APPLY);
        int all = undisturbed.host.effects().size();
        assertThat(all).isGreaterThan(10);

        for (int count = 0; count < all; count++) {
            TrialBox box = box();
            box.host.killAfter(count);
            assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).isInstanceOf(FakeHost.Killed.class);
            box.host.reconnect();
            box.upgrade(Mode.APPLY);
            assertThat(box.host.state())
                    .as("killed after %d effects", count)
                    .isEqualTo(undisturbed.host.state());
            assertThat(box.cluster.objects).isEqualTo(undisturbed.cluster.objects);
            assertThat(k3s.running).isEqualTo(FakeUpgrade.NEW);
        }
    }

    @Test
    void killedOnTheWayBackAndRunAgainEndsTheSame() throws ProblemException {
        TrialBox undisturbed = box();
        Map<String, String> before = undisturbed.host.state();
        k3s.fault = Fault.DNS;
        assertUndone(undisturbed);
        int all = undisturbed.host.effects().size();
        assertThat(all).isGreaterThan(15);

        for (int count = 0; count < all; count++) {
            TrialBox box = box();
            k3s.fault = Fault.DNS;
            box.host.killAfter(count);
            assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).isInstanceOf(FakeHost.Killed.class);
            box.host.reconnect();
            assertUndone(box);
            assertThat(box.host.state()).as("killed after %d effects", count).isEqualTo(before);
            assertThat(box.cluster.objects).isEqualTo(undisturbed.cluster.objects);
        }
    }

    @Test
    void whoComesBackBeforeTheSwapSavesANewSnapshot() throws ProblemException {
        TrialBox box = box();
        box.host.on("mv", (h, c) -> new CommandOutcome(1, "", "mv: not now"));
        assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).hasMessageContaining("not now");
        assertThat(note(box)).startsWith("kept ");
        box.cluster.objects.put("ConfigMap web/later", "made since");
        Map<String, String> objects = Map.copyOf(box.cluster.objects);
        FakeUpgrade.movesAgain(box.host.reconnect());
        k3s.fault = Fault.STARTS;

        assertUndone(box);

        assertThat(box.cluster.objects).isEqualTo(objects);
    }

    @Test
    void anotherBinaryOfTheSameVersionIsNotTakenForTheOldOne() throws ProblemException {
        TrialBox box = box();
        Map<String, String> before = box.host.state();
        box.host.on(SwapK3s.RESTART.label(), (h, c) -> new CommandOutcome(1, "", "no bus"));
        assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).hasMessageContaining("no bus");
        assertThat(note(box)).startsWith("kept ");
        box.withArtifacts(
                TrialBox.artifactsOf(
                        box.spec, TrialBox.file(files, "k3s.again", "k3s v1.36.4+k3s1 again")));
        k3s.restartsAgain(box.host.reconnect());
        k3s.fault = Fault.STARTS;

        assertUndone(box);

        assertThat(box.host.state()).isEqualTo(before);
    }

    @Test
    void aHostThatIsLostDuringTheProbesIsNotTakenBack() throws ProblemException {
        TrialBox box = box();
        box.host.asks(
                BoxHealth.LABEL,
                (h, c) ->
                        h.files.containsKey(KeepForUpgrade.BEFORE)
                                ? new CommandOutcome(255, "", "the connection is lost")
                                : new CommandOutcome(0, "readyz=ok\nknown=pods\n", ""));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.upgrade(Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.STEP_FAILED);

        assertThat(k3s.running).isEqualTo(FakeUpgrade.NEW);
        assertThat(note(box)).startsWith("swapped ");
    }

    @Test
    void upSaysThatAnUpgradeIsHalfDoneAndWhatToDo() throws ProblemException {
        TrialBox box = box();
        box.host.put(
                UpgradeNote.PATH,
                "swapped v1.35.9+k3s1 v1.36.4+k3s1 fingerprint\n".getBytes(),
                "0600",
                "root:root");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () -> UpgradeNote.refuseHalfDone("prod", UpgradePathTest.facts(box.host)))
                .matches(e -> e.exitCode() == ExitCode.HOST_REFUSED)
                .satisfies(
                        e -> {
                            Problem problem = e.problems().get(0);
                            assertThat(problem.what())
                                    .contains("from v1.35.9+k3s1 to v1.36.4+k3s1")
                                    .contains("started, and not proved yet");
                            assertThat(problem.remedy())
                                    .contains("`upgrade --k3s v1.36.4+k3s1` again");
                        });
    }

    @Test
    void aHalfDoneUpgradeGoesOnWithItsOwnVersionAndFetchesNothing() throws ProblemException {
        TrialBox box = box();
        box.host.asks(BoxHealth.LABEL, (h, c) -> new CommandOutcome(255, "", "lost"));
        box.host.put(
                UpgradeNote.PATH,
                ("swapped v1.35.9+k3s1 " + FakeUpgrade.NEW + " x\n").getBytes(),
                "0600",
                "root:root");
        BoxConfig config = box.spec.config();
        box.withConfig(config.with(version("v1.37.1+k3s1", false)));

        assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).hasMessageContaining("lost");
        assertThat(box.supplied).isZero();

        box.host.reconnect();
        box.withConfig(config.with(version("v1.37.1+k3s1", true)));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.upgrade(Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.CONFIG_INVALID)
                .withMessageContaining("to v1.36.4+k3s1 was begun, and not done");
    }

    @ParameterizedTest
    @CsvSource({
        "k3s v1.36.3+k3s1, 'is v1.36.3+k3s1, not v1.36.4+k3s1'",
        "a program for another processor, does not run"
    })
    void aBinaryThatIsNotWhatWasWantedCostsNothing(String content, String said)
            throws ProblemException {
        TrialBox box = box();
        Map<String, String> before = box.host.state();
        box.withArtifacts(
                TrialBox.artifactsOf(box.spec, TrialBox.file(files, "k3s.other", content)));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.upgrade(Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.ARTIFACT_INVALID)
                .withMessageContaining(said);

        box.host.files.remove(BeginUpgrade.NEXT);
        assertThat(box.host.state()).isEqualTo(before);
    }

    @Test
    void aSnapshotThatFailsLeavesK3sAsItIsAndUpGoesOn() throws ProblemException {
        TrialBox box = box();
        box.host.on(KeepForUpgrade.LABEL, (h, c) -> new CommandOutcome(1, "", "no space left"));

        assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).hasMessageContaining("no space left");

        assertThat(k3s.running).isEqualTo(FakeUpgrade.OLD);
        UpgradeNote.refuseHalfDone("prod", UpgradePathTest.facts(box.host.reconnect()));
    }

    @Test
    void aConfigurationThatIsNotOnTheHostYetIsLeftToUp() throws ProblemException {
        TrialBox box = box();
        box.host.put("/etc/rancher/k3s/config.yaml", "debug: true".getBytes(), "0600", "root:root");

        box.upgrade(Mode.APPLY);
        box.host.reconnect();

        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .contains("k3s-files", "k3s-start");
    }

    @Test
    void apisThatTheNewReleaseDoesNotHaveAreNamed() throws ProblemException {
        TrialBox box = box();
        k3s.metrics =
                """
                apiserver_requested_deprecated_apis{group="flowcontrol.apiserver.k8s.io",removed_release="1.36",resource="flowschemas",subresource="",version="v1beta3"} 1
                apiserver_requested_deprecated_apis{group="",removed_release="",resource="endpoints",subresource="",version="v1"} 1
                apiserver_requested_deprecated_apis{group="batch",removed_release="1.37",resource="cronjobs",subresource="",version="v1beta1"} 1
                """;

        box.upgrade(Mode.PLAN);

        assertThat(warnings(box))
                .singleElement()
                .extracting(Problem::what)
                .isEqualTo(
                        "flowschemas of flowcontrol.apiserver.k8s.io/v1beta3 is in use, and"
                                + " Kubernetes 1.36 does not have it any more");
    }

    @Test
    void aK3sThatNeverRestsIsToldAndNoReasonToGoBack() throws ProblemException {
        TrialBox box = box();
        box.host.on(
                SwapK3s.RESTART.label(),
                (h, c) -> {
                    k3s.busy = 101;
                    k3s.running = FakeUpgrade.NEW;
                    return box.cluster.restart(h, c);
                });

        box.upgrade(Mode.APPLY);

        assertThat(warnings(box))
                .singleElement()
                .extracting(Problem::what)
                .isEqualTo("k3s takes 101 % of a CPU, and took 7 % before the upgrade");
    }

    @Test
    void podsThatNobodyWantsAnyMoreAreToldAndNoReasonToGoBack() throws ProblemException {
        TrialBox box = box();
        box.host.asks(
                BoxHealth.LABEL,
                (h, c) ->
                        new CommandOutcome(
                                0,
                                "ready-before=web/ReplicaSet/shop 1\nreadyz=ok\nkubelet=%s\nknown=pods\n"
                                        .formatted(k3s.running),
                                ""));

        box.upgrade(Mode.APPLY);

        assertThat(k3s.running).isEqualTo(FakeUpgrade.NEW);
        assertThat(warnings(box))
                .extracting(Problem::what)
                .containsExactly("of web/ReplicaSet/shop there is no pod any more");
    }

    @Test
    void downTakesWhatAnUpgradeHasKept() throws ProblemException {
        TrialBox box = box();
        box.host.killAfter(6);
        assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).isInstanceOf(FakeHost.Killed.class);
        assertThat(box.host.files).containsKey(KeepForUpgrade.BEFORE);
        box.host.reconnect();

        box.down(RemovalSteps.Data.KEEP);

        assertThat(box.host.files.keySet())
                .noneMatch(path -> path.startsWith(UpgradeNote.KEPT))
                .doesNotContain(BeginUpgrade.NEXT, UpgradeNote.PATH);
    }

    private void assertUndone(TrialBox box) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.upgrade(Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.UPGRADE_UNDONE);
    }

    private static List<Problem> warnings(TrialBox box) {
        return box.told.stream()
                .filter(Event.Warned.class::isInstance)
                .map(event -> ((Event.Warned) event).problem())
                .toList();
    }

    private static String note(TrialBox box) {
        return box.host.text(Note.DIRECTORY + "/" + UpgradeNote.NAME).orElse("");
    }

    /** One that runs the old k3s and wants the new one. */
    private TrialBox box() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        k3s = FakeUpgrade.on(box.host, box.cluster);
        release(box, FakeUpgrade.OLD);
        box.up();
        release(box, FakeUpgrade.NEW);
        box.host.reconnect();
        return box;
    }

    private void release(TrialBox box, String version) {
        Artifacts was = box.spec.artifacts();
        box.withArtifacts(
                new Artifacts(
                        TrialBox.file(files, "k3s." + version, "k3s " + version),
                        Optional.of(
                                TrialBox.file(
                                        directory(version),
                                        "k3s-airgap-images-amd64.tar.zst",
                                        "images of " + version)),
                        was.javaRuntime(),
                        was.bootstrapJar(),
                        was.warnings()));
        wants(box, version);
    }

    private Path directory(String version) {
        Path folder = files.resolve(version);
        folder.toFile().mkdirs();
        return folder;
    }

    private static void wants(TrialBox box, String version) {
        box.withConfig(box.spec.config().with(version(version, true)));
    }

    private static BoxConfig.K3s version(String version, boolean chosen) {
        return new BoxConfig.K3s(version, List.of(), List.of("traefik"), Optional.empty(), chosen);
    }
}
