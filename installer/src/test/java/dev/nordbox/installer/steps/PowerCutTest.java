package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.FakePowerCut;
import dev.nordbox.installer.host.FakePowerCut.Left;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.steps.RemovalSteps.Data;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The server loses its power between any two effects, and with it what the last one was writing;
 * then the same command ends the same.
 *
 * <p>Whole or not there at all is what nobody could mend: what is known by its own content alone,
 * and what says how far a run came. It is on the disk before it takes its place, and {@code
 * WrittenThroughTest} sees to that.
 */
class PowerCutTest {
    private static final List<String> WHOLE =
            List.of(
                    Note.DIRECTORY + "/",
                    "/var/lib/nordbox-installer/written",
                    K3sFiles.TOKEN,
                    ControllerPaths.DEPLOY_KEY,
                    "/var/lib/rancher/k3s/storage/",
                    // k3s' and the distribution's to mend
                    "/var/lib/rancher/k3s/server/tls/",
                    "/lib/systemd/");

    @TempDir private Path files;

    private interface Run {
        Object of(TrialBox box) throws ProblemException;
    }

    private interface Fresh {
        TrialBox box() throws ProblemException;
    }

    @ParameterizedTest
    @EnumSource
    void ofUp(Left left) throws ProblemException {
        atEachBoundary(left, () -> TrialBox.in(files), TrialBox::up);
    }

    @ParameterizedTest
    @EnumSource
    void ofARestore(Left left) throws ProblemException {
        atEachBoundary(
                left,
                () ->
                        TrialBox.in(files)
                                .withKit(new TrialKit().volume("pvc-1", "small").open(files)),
                TrialBox::up);
    }

    @ParameterizedTest
    @EnumSource
    void ofAnUpgrade(Left left) throws ProblemException {
        atEachBoundary(left, () -> TrialUpgrade.in(files).box, box -> box.upgrade(Mode.APPLY));
    }

    @ParameterizedTest
    @EnumSource
    void ofDown(Left left) throws ProblemException {
        atEachBoundary(
                left,
                () -> {
                    TrialBox box = TrialBox.in(files);
                    box.up();
                    box.host.reconnect();
                    return box;
                },
                box -> box.down(Data.DELETE));
    }

    private static void atEachBoundary(Left left, Fresh fresh, Run run) throws ProblemException {
        TrialBox undisturbed = fresh.box();
        run.of(undisturbed);
        List<String> effects = undisturbed.host.effects();
        assertThat(effects).hasSizeGreaterThan(10);
        int damaged = 0;
        for (int count = 1; count < effects.size(); count++) {
            TrialBox box = fresh.box();
            FakePowerCut cut = box.host.losesPowerAfter(count, left, PowerCutTest::isWhole);
            assertThatThrownBy(() -> run.of(box)).isInstanceOf(FakeHost.Killed.class);
            box.host.firewall.timerExpires();
            damaged += cut.boot();

            run.of(box);

            assertThat(box.host.state())
                    .as("no power after effect %d, %s", count, effects.get(count - 1))
                    .isEqualTo(undisturbed.host.state());
            assertThat(box.cluster.objects).isEqualTo(undisturbed.cluster.objects);
        }
        assertThat(damaged).as("files that were not whole").isPositive();
    }

    private static boolean isWhole(String path) {
        return WHOLE.stream().anyMatch(path::startsWith);
    }
}
