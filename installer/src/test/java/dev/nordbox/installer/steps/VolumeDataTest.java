package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data of volumes that comes back with its cluster on a fresh fake server. */
class VolumeDataTest {
    private static final String FILES = Volume.ROOT + "/pvc-1";
    private static final String DATABASE = Volume.ROOT + "/pvc-2";
    private static final String OUTPUT = VolumeData.OUTPUTS + "/volumes/pvc-2";

    @TempDir private Path files;
    private final TrialKit trial = new TrialKit();

    @BeforeEach
    void aKitWithVolumes() {
        trial.volume("pvc-1", "a tar").output("pvc-2", "CREATE TABLE");
    }

    @Test
    void volumesLieWhereTheyLayBeforeTheClusterIsRestored() throws ProblemException {
        TrialBox box = box();
        box.host.on(RestoreCluster.RESTORE, (h, c) -> new CommandOutcome(1, "", "not yet"));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(box::up);

        assertThat(box.host.text(FILES + "/content")).hasValue("a tar");
        assertThat(box.host.text(DATABASE + "/content")).as("an empty one").hasValue("");
        assertThat(box.host.text(OUTPUT)).hasValue("CREATE TABLE");
        assertThat(box.cluster.restarts).isEmpty();
    }

    @Test
    void theNodeKeepsTheNameThatVolumesAreBoundTo() throws ProblemException {
        TrialBox box = restored();

        assertThat(box.host.text(NodeName.FILE).orElseThrow()).contains("node-name: \"old-node\"");
        assertThat(box.host.effects()).noneMatch(effect -> effect.contains("delete node"));
        box.host.reconnect();
        assertThat(box.up().changed()).isEmpty();
        assertThat(box.withoutKit().up().changed()).isEmpty();
    }

    @Test
    void whereItStandsIsSaidOnTheNodeOfThatName() throws ProblemException {
        TrialBox box = restored();
        box.spec =
                HeldTo.with(
                        box.spec,
                        box.spec.config().git(),
                        Optional.of(HeldTo.at("Tromsø", ProfileTest.GIT)));
        box.host.reconnect();
        box.up();

        assertThat(box.cluster.locations).containsExactly(Map.entry("old-node", "no-tromso"));
    }

    @Test
    void killedBetweenAnyTwoEffectsAndRunAgainEndsTheSame() throws ProblemException {
        TrialBox undisturbed = restored();
        int all = undisturbed.host.effects().size();

        for (int count = 0; count < all; count++) {
            TrialBox box = box();
            box.host.killAfter(count);
            assertThatThrownBy(box::up).isInstanceOf(FakeHost.Killed.class);
            box.host.firewall.timerExpires();
            box.host.reconnect();
            box.up();
            assertThat(withoutDump(box))
                    .as("killed after %d effects", count)
                    .isEqualTo(withoutDump(undisturbed));
            assertThat(box.cluster.laid).as("once").filteredOn(FILES::equals).hasSize(1);
        }
    }

    @Test
    void whatAnotherKitHasLaidDownIsNotTakenForThisOnes() throws ProblemException {
        TrialBox box = box();
        box.host.on(RestoreCluster.RESTORE, (h, c) -> new CommandOutcome(1, "", "no space"));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(box::up);
        box.host.reconnect();
        TrialKit other =
                new TrialKit().put("k3s/etcd-snapshot", "of today").volume("pvc-1", "newer");

        box.withKit(other.open(files));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(box::up);

        assertThat(box.host.text(FILES + "/content")).hasValue("newer");
    }

    @Test
    void dataThatIsThereAlreadyIsNeverPutAnEndTo() {
        TrialBox box = box();
        box.host.directory(FILES, "0777");
        var before = box.host.state();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(box::up)
                .matches(e -> e.exitCode() == ExitCode.KIT_UNUSABLE)
                .withMessageContaining("the host has data where volumes of the kit belong: ");

        assertThat(box.host.text(FILES + "/content")).isEmpty();
        assertThat(before).containsKey(FILES);
    }

    /** One that was being read in when it was killed is left to a person. */
    private static Map<String, ?> withoutDump(TrialBox box) {
        Map<String, Object> state = new TreeMap<>(box.host.state());
        state.keySet().removeIf(key -> key.contains("notes/dumps") || key.contains(OUTPUT));
        return state;
    }

    private TrialBox box() {
        return TrialBox.in(files).withKit(trial.open(files));
    }

    private TrialBox restored() throws ProblemException {
        TrialBox box = box();
        box.up();
        return box;
    }
}
