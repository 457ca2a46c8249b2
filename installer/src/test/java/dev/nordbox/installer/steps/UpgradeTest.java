package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A box whose k3s is upgraded on a fake server. */
class UpgradeTest {
    private static final String NEXT_ARCHIVE =
            BeginUpgrade.NEXT_IMAGES + "/k3s-airgap-images-amd64.tar.zst";

    @TempDir private Path files;

    @Test
    void theNewK3sTakesThePlaceOfTheOldOneAndThePlanIsEmptyThen() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;

        box.upgrade(Mode.APPLY);

        assertThat(trial.k3s.running).isEqualTo(FakeUpgrade.NEW);
        assertThat(box.host.text(K3sFiles.BINARY)).hasValue("k3s " + FakeUpgrade.NEW);
        assertThat(box.host.files.keySet())
                .noneMatch(path -> path.startsWith(UpgradeNote.KEPT))
                .doesNotContain(BeginUpgrade.NEXT, UpgradeNote.PATH);
        assertThat(trial.warnings()).isEmpty();
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
    void withoutRootsRightsItIsTheLoginThatIsRefused() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        trial.box.host.sudoRefusal = Optional.of("`debian` may not use sudo");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> trial.box.upgrade(Mode.APPLY))
                .matches(refused -> refused.exitCode() == ExitCode.LOGIN_REFUSED)
                .withMessageContaining("sudo: `debian` may not use sudo");
    }

    @Test
    void imagesThatUpHasYetToBringAreImportedByTheNextStart() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        trial.bringsImages("apps.tar");

        box.upgrade(Mode.APPLY);

        box.host.reconnect();
        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .contains("own-images", "k3s-start");
    }

    @Test
    void imagesThatLieThereNeedNoFurtherStart() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        trial.release(FakeUpgrade.OLD);
        trial.bringsImages("apps.tar");
        box.up();
        box.host.reconnect();
        trial.release(FakeUpgrade.NEW);
        trial.bringsImages("apps.tar");

        box.upgrade(Mode.APPLY);

        box.host.reconnect();
        assertThat(box.plan().changed()).extracting(StepResult::id).containsExactly("baseline");
    }

    @Test
    void theSnapshotComesBeforeTheSwapAndTheSwapBeforeTheRestart() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;

        box.upgrade(Mode.APPLY);

        assertThat(box.host.effects())
                .filteredOn(effect -> !effect.startsWith("write "))
                .containsExactly(
                        "take the host's lock",
                        CanaryPod.LOOK,
                        CanaryPod.END,
                        "upload " + BeginUpgrade.NEXT,
                        "upload " + NEXT_ARCHIVE,
                        KeepForUpgrade.LABEL,
                        SwapK3s.swap(BeginUpgrade.NEXT, K3sFiles.BINARY).label(),
                        SwapK3s.swap(NEXT_ARCHIVE, FakeUpgrade.IMAGES).label(),
                        StartK3s.RESTART.label(),
                        CanaryPod.LOOK,
                        CanaryPod.END,
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
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
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
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        trial.wants(FakeUpgrade.OLD);

        assertThat(box.upgrade(Mode.APPLY).changeCount()).isZero();
        assertThat(box.supplied).isZero();
        assertThat(box.host.effects()).isEmpty();
    }

    @Test
    void killedBetweenAnyTwoEffectsAndRunAgainEndsTheSame() throws ProblemException {
        TrialUpgrade first = TrialUpgrade.in(files);
        TrialBox undisturbed = first.box;
        undisturbed.upgrade(Mode.APPLY);
        int all = undisturbed.host.effects().size();
        assertThat(all).isGreaterThan(10);

        for (int count = 0; count < all; count++) {
            TrialUpgrade trial = TrialUpgrade.in(files);
            TrialBox box = trial.box;
            box.host.killAfter(count);
            assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).isInstanceOf(FakeHost.Killed.class);
            box.host.reconnect();
            box.upgrade(Mode.APPLY);
            assertThat(box.host.state())
                    .as("killed after %d effects", count)
                    .isEqualTo(undisturbed.host.state());
            assertThat(box.cluster.objects).isEqualTo(undisturbed.cluster.objects);
            assertThat(trial.k3s.running).isEqualTo(FakeUpgrade.NEW);
        }
    }

    @Test
    void upSaysThatAnUpgradeIsHalfDoneAndWhatToDo() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
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
    void statusIsToldOfAnUpgradeThatIsHalfDone() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        box.host.asks(
                UpgradeNote.READ.label(),
                (h, c) ->
                        h.text(UpgradeNote.PATH)
                                .map(text -> new CommandOutcome(0, text, ""))
                                .orElse(new CommandOutcome(1, "", "No such file")));
        assertThat(UpgradeNote.on(box.host)).isEmpty();
        box.host.put(
                UpgradeNote.PATH,
                "failed v1.35.9+k3s1 v1.36.4+k3s1 x no DNS\n".getBytes(),
                "0600",
                "root:root");

        UpgradeNote note = UpgradeNote.on(box.host).orElseThrow();

        assertThat(note.problem("prod").toString())
                .contains("the old one is not back yet", "`upgrade --k3s v1.36.4+k3s1` again");
        assertThat(note.document())
                .containsEntry("phase", "failed")
                .containsEntry("to", FakeUpgrade.NEW)
                .containsEntry("why", "no DNS");
    }

    @Test
    void aHalfDoneUpgradeGoesOnWithItsOwnVersionAndFetchesNothing() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        box.host.asks(BoxHealth.LABEL, (h, c) -> new CommandOutcome(255, "", "lost"));
        box.host.put(
                UpgradeNote.PATH,
                ("swapped v1.35.9+k3s1 " + FakeUpgrade.NEW + " x\n").getBytes(),
                "0600",
                "root:root");
        BoxConfig config = box.spec.config();
        box.withConfig(config.with(TrialUpgrade.version("v1.37.1+k3s1", false)));

        assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).hasMessageContaining("lost");
        assertThat(box.supplied).isZero();

        box.host.reconnect();
        box.withConfig(config.with(TrialUpgrade.version("v1.37.1+k3s1", true)));
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
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        Map<String, String> before = box.host.state();
        box.withArtifacts(
                TrialBox.artifactsOf(box.spec, TrialBox.file(files, "k3s.other", content)));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.upgrade(Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.ARTIFACT_INVALID)
                .withMessageContaining(said);

        assertThat(box.host.state()).isEqualTo(before);
    }

    @Test
    void aSnapshotThatFailsLeavesK3sAsItIsAndUpGoesOn() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        box.host.on(KeepForUpgrade.LABEL, (h, c) -> new CommandOutcome(1, "", "no space left"));

        assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).hasMessageContaining("no space left");

        assertThat(trial.k3s.running).isEqualTo(FakeUpgrade.OLD);
        UpgradeNote.refuseHalfDone("prod", UpgradePathTest.facts(box.host.reconnect()));
    }

    @Test
    void aConfigurationThatIsNotOnTheHostYetIsLeftToUp() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        box.host.put("/etc/rancher/k3s/config.yaml", "debug: true".getBytes(), "0600", "root:root");

        box.upgrade(Mode.APPLY);
        box.host.reconnect();

        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .contains("k3s-files", "k3s-start");
    }

    @Test
    void apisThatTheNewReleaseDoesNotHaveAreNamed() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        trial.k3s.metrics =
                """
                apiserver_requested_deprecated_apis{group="flowcontrol.apiserver.k8s.io",removed_release="1.36",resource="flowschemas",subresource="",version="v1beta3"} 1
                apiserver_requested_deprecated_apis{group="",removed_release="",resource="endpoints",subresource="",version="v1"} 1
                apiserver_requested_deprecated_apis{group="batch",removed_release="1.37",resource="cronjobs",subresource="",version="v1beta1"} 1
                """;

        box.upgrade(Mode.PLAN);

        assertThat(trial.warnings())
                .singleElement()
                .extracting(Problem::what)
                .isEqualTo(
                        "flowschemas of flowcontrol.apiserver.k8s.io/v1beta3 is in use, and"
                                + " Kubernetes 1.36 does not have it any more");
    }

    @Test
    void definitionsOfTheGatewayApiThatTwoWouldKeepAreNamed() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        trial.release("v1.36.4+k3s1");
        trial.box.upgrade(Mode.APPLY);
        trial.box.host.reconnect();
        trial.release("v1.37.1+k3s1");
        trial.k3s.definitions =
                """
                tcproutes.gateway.networking.k8s.io v1.6.1 -
                gateways.gateway.networking.k8s.io v1.6.1 platform:apiextensions.k8s.io/CustomResourceDefinition:/gateways.gateway.networking.k8s.io
                policy
                """;

        trial.box.upgrade(Mode.PLAN);

        Problem warning = trial.warnings().get(0);
        assertThat(warning.what()).contains("takes over the 2 that others brought");
        assertThat(warning.where())
                .contains("gateways.gateway.networking.k8s.io of v1.6.1, from Git as platform:");
        assertThat(warning.remedy()).contains("gateway-api-crd", "run `up`");
        trial.k3s.definitions += "left-out\n";
        trial.box.told.clear();
        trial.box.host.reconnect();
        trial.box.upgrade(Mode.PLAN);
        assertThat(trial.warnings()).isEmpty();
    }

    @Test
    void aPolicyThatRefusesWhatTheNewReleaseBringsIsNamed() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        trial.release("v1.35.10+k3s1");
        trial.k3s.definitions = "policy\n";

        trial.box.upgrade(Mode.PLAN);

        assertThat(trial.warnings())
                .singleElement()
                .extracting(Problem::where)
                .asString()
                .contains("safe-upgrades.gateway.networking.k8s.io");

        trial.k3s.definitions += "without-traefik\n";
        trial.box.told.clear();
        trial.box.host.reconnect();
        trial.box.upgrade(Mode.PLAN);
        assertThat(trial.warnings()).isEmpty();
    }

    @Test
    void downTakesWhatAnUpgradeHasKept() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.in(files);
        TrialBox box = trial.box;
        box.host.killAfter(8);
        assertThatThrownBy(() -> box.upgrade(Mode.APPLY)).isInstanceOf(FakeHost.Killed.class);
        assertThat(box.host.files).containsKey(KeepForUpgrade.BEFORE);
        box.host.reconnect();

        box.down(RemovalSteps.Data.KEEP);

        assertThat(box.host.files.keySet())
                .noneMatch(path -> path.startsWith(UpgradeNote.KEPT))
                .doesNotContain(BeginUpgrade.NEXT, UpgradeNote.PATH);
    }
}
