package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Manifest;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A box that comes back from a kit on a fresh fake server. */
class RestoreTest {
    @TempDir private Path files;
    private final TrialKit trial = new TrialKit();

    @Test
    void aBoxKnowsWhichKitItCameFromOnceItIsBack() {
        assertThat(Restoration.cameFrom("done 0123456789abcdef old-node 203.0.113.7\n"))
                .hasValue(new Restoration.Source("0123456789abcdef", "203.0.113.7"));
        assertThat(Restoration.cameFrom("done 0123456789abcdef old-node\n"))
                .as("as an earlier version wrote it")
                .hasValue(new Restoration.Source("0123456789abcdef", ""));
        assertThat(Restoration.cameFrom("begun 0123456789abcdef\n")).isEmpty();
        assertThat(Restoration.cameFrom("")).isEmpty();
    }

    @Test
    void aFreshServerBecomesTheClusterOfTheKit() throws ProblemException {
        TrialBox box = restored();

        assertThat(box.cluster.restored)
                .as("once, with the kit's token and snapshot")
                .singleElement()
                .asString()
                .startsWith("f".repeat(64))
                .contains("snapshot of etcd");
        assertThat(box.host.text(K3sFiles.TOKEN)).hasValue("f".repeat(64));
        assertThat(box.host.text(RestoreCluster.NODE_PASSWORD)).hasValue("node password");
        assertThat(box.host.text(ControllerPaths.DEPLOY_KEY)).hasValue("deploy key of the kit");
        assertThat(box.cluster.sealingKeys).as("no new one").hasSize(1);
        assertThat(box.cluster.nodes).containsExactly("fake");
        assertThat(box.host.files).doesNotContainKey(RestoreCluster.SNAPSHOT);
    }

    @Test
    void upAgainChangesNothingWithTheKitOrWithout() throws ProblemException {
        TrialBox box = restored();

        box.host.reconnect();

        assertThat(box.up().changed()).isEmpty();
        assertThat(box.withoutKit().up().changed()).isEmpty();
        assertThat(box.host.effects()).isEmpty();
    }

    @Test
    void anotherKitIsNotForABoxThatHasComeBack() throws ProblemException {
        TrialBox box = restored();
        trial.put(Kit.SNAPSHOT, "of today");

        assertUnusable(
                box.withKit(trial.open(files)), "the host has come back already, from another kit");
    }

    @Test
    void aDryRunSaysWhatWouldComeBackAndTouchesNothing() throws ProblemException {
        TrialBox box = box();

        List<StepResult> changed = box.plan().changed();

        assertThat(box.host.effects()).isEmpty();
        assertThat(changed)
                .filteredOn(step -> step.id().equals("restore"))
                .singleElement()
                .satisfies(
                        step ->
                                assertThat(step.changes())
                                        .contains(
                                                "send the snapshot, 166 KiB",
                                                "restore the cluster of root@203.0.113.7 as of"
                                                        + " 2026-11-28T12:00:00Z"));
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
            assertThat(box.host.state())
                    .as("killed after %d effects", count)
                    .isEqualTo(undisturbed.host.state());
            assertThat(box.cluster.nodes).containsExactly("fake");
            assertThat(box.cluster.objects).isEqualTo(undisturbed.cluster.objects);
            assertThat(box.plan().changed()).isEmpty();
        }
    }

    @Test
    void whatWasBegunIsNotStartedWithoutTheKit() throws ProblemException {
        TrialBox box = box();
        box.host.on(RestoreCluster.RESTORE, (h, c) -> new CommandOutcome(1, "", "etcd: no space"));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(box::up)
                .withMessageContaining("etcd: no space");
        box.host.reconnect();

        assertUnusable(box.withoutKit(), "a restore of this host was begun, and not done");
        assertThat(box.cluster.restarts).isEmpty();
    }

    @Test
    void aKitThatDoesNotFitIsRefusedBeforeAnythingIsTouched() throws ProblemException {
        trial.volume("pvc-1", "small");
        Volume small = trial.facts.volumes().get(0);
        Volume.Directory place = small.directory().orElseThrow();
        trial.facts =
                trial.facts.withVolumes(
                        List.of(
                                new Volume(
                                        small.name(),
                                        small.claim(),
                                        small.storageClass(),
                                        small.node(),
                                        Optional.of(
                                                new Volume.Directory(
                                                        place.path(), "777", "0:0", 1L << 50)),
                                        small.files(),
                                        small.output(),
                                        "")));

        TrialBox box = box();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(box::plan)
                .matches(e -> e.exitCode() == ExitCode.KIT_UNUSABLE)
                .withMessageContaining("MiB, and /var/lib has");
        assertThat(box.host.effects()).isEmpty();
    }

    @Test
    void whatPeopleAndGitHostsReliedOnComesBack() throws ProblemException {
        trial.put("k3s/env/default", "HTTPS_PROXY=http://proxy.example.no:3128\n")
                .put("k3s/env/elsewhere", "LD_PRELOAD=/tmp/x\n")
                .put(Kit.WEBHOOK_SECRET, "the Git host's");
        TrialBox box = box().listening();

        box.up();

        assertThat(box.host.text("/etc/default/k3s").orElseThrow()).startsWith("HTTPS_PROXY=");
        assertThat(box.host.text(ControllerPaths.WEBHOOK_SECRET)).hasValue("the Git host's");
        assertThat(box.host.files.get(ControllerPaths.WEBHOOK_SECRET).owner())
                .isEqualTo("nordbox:nordbox");
        assertThat(box.host.files.values().toString()).doesNotContain("LD_PRELOAD");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void aHostWithAClusterOfItsOwnIsRefusedAndStays() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        box.up();
        var before = box.host.state();
        box.host.reconnect();

        assertUnusable(box.withKit(trial.open(files)), "the host has a cluster of its own");

        assertThat(box.host.effects()).isEmpty();
        assertThat(box.host.state()).isEqualTo(before);
    }

    @Test
    void aK3sThatCannotOpenTheSnapshotIsRefusedBeforeItTries() {
        TrialBox box = box();
        box.cluster.version = "v1.35.9+k3s1";

        assertUnusable(box, "the kit is of k3s v1.36.4+k3s1, and v1.35.9+k3s1 does not open");

        assertThat(box.cluster.restored).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "v1.36.4+k3s1, v1.36.4+k3s1, true",
        "v1.36.4+k3s1, v1.36.5+k3s1, true",
        "v1.36.4+k3s1, v1.37.0+k3s1, true",
        "v1.36.4+k3s1, v1.36.3+k3s1, false",
        "v1.36.4+k3s1, v1.38.0+k3s1, false",
        "v1.36.4+k3s1, v2.36.4+k3s1, false"
    })
    void aVersionThatWasNamedMustOpenTheKit(String saved, String named, boolean opens)
            throws ProblemException {
        trial.facts = ofVersion(saved);
        BoxConfig.K3s k3s = new BoxConfig.K3s(named, List.of(), List.of(), Optional.empty(), true);
        BoxConfig config = TrialBox.in(files).withK3s(k3s).spec.config();
        Kit kit = trial.open(files);

        if (opens) {
            assertThat(K3sVersion.restored(config, kit).k3s().version()).isEqualTo(named);
        } else {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> K3sVersion.restored(config, kit))
                    .matches(e -> e.exitCode() == ExitCode.KIT_UNUSABLE);
        }
    }

    @Test
    void whoNamesNoVersionGetsThatOfTheKit() throws ProblemException {
        trial.facts = ofVersion("v1.35.1+k3s2");
        BoxConfig.K3s k3s =
                new BoxConfig.K3s("v1.36.4+k3s1", List.of(), List.of(), Optional.empty(), false);
        BoxConfig config = TrialBox.in(files).withK3s(k3s).spec.config();

        assertThat(K3sVersion.restored(config, trial.open(files)).k3s().version())
                .isEqualTo("v1.35.1+k3s2");
    }

    @Test
    void aHostOfTheSameNameGoesOnAsTheSameNode() throws ProblemException {
        Manifest f = trial.facts;
        trial.facts =
                new Manifest(
                        f.created(),
                        f.nordbox(),
                        f.k3s(),
                        f.box(),
                        f.host(),
                        "fake",
                        f.repository(),
                        List.of());

        TrialBox box = restored();

        assertThat(box.host.effects()).noneMatch(effect -> effect.contains("delete node"));
    }

    @Test
    void theAddressOfALostHostIsNotTakenForThisOnes() {
        String both = "ActiveState=active\naddress=203.0.113.7\naddress=198.51.100.5\n";

        assertThat(K3sState.parse(both).address()).isEmpty();
        assertThat(K3sState.parse(both.replace("203.0.113.7", "198.51.100.5")).address())
                .isEqualTo("198.51.100.5");
    }

    @Test
    void whatPeopleWroteBesideTheConfigurationComesBack() throws ProblemException {
        trial.put("k3s/etc/config.yaml.d/50-mine.yaml", "debug: true\n");

        TrialBox box = restored();

        assertThat(box.host.text("/etc/rancher/k3s/config.yaml.d/50-mine.yaml"))
                .hasValue("debug: true\n");
        box.host.put(
                "/etc/rancher/k3s/config.yaml.d/50-mine.yaml", new byte[1], "0600", "root:root");
        box.host.reconnect();
        box.up();
        assertThat(box.host.text("/etc/rancher/k3s/config.yaml.d/50-mine.yaml"))
                .as("once the box is back it is its own")
                .hasValue("\0");
    }

    /** k3s would not start on it, and each attempt would lay it down again. */
    @Test
    void theLostHostsAddressesInWhatPeopleWroteAreNotTakenAlong() throws ProblemException {
        String file = "config.yaml.d/60-net.yaml";
        trial.put(
                "k3s/etc/" + file,
                "node-ip: 192.0.2.77,fd00::7 # eth1\nflannel-backend: host-gw\n"
                        + "bind-address: \"0.0.0.0\"\n");

        TrialBox box = restored();

        assertThat(box.host.text("/etc/rancher/k3s/" + file))
                .hasValue(
                        "# not this host's, from the kit: node-ip: 192.0.2.77,fd00::7 # eth1\n"
                                + "flannel-backend: host-gw\nbind-address: \"0.0.0.0\"\n");
    }

    @Test
    void downWithItsDataMakesAFreshServerOfIt() throws ProblemException {
        TrialBox box = restored();
        box.host.reconnect();
        box.withoutKit().down(RemovalSteps.Data.DELETE);
        box.host.reconnect();

        box.withKit(trial.open(files)).up();

        assertThat(box.cluster.restored).hasSize(2);
    }

    private TrialBox box() {
        return TrialBox.in(files).withKit(trial.open(files));
    }

    private TrialBox restored() throws ProblemException {
        TrialBox box = box();
        box.up();
        return box;
    }

    private Manifest ofVersion(String k3s) {
        Manifest f = trial.facts;
        return new Manifest(
                f.created(),
                f.nordbox(),
                k3s,
                f.box(),
                f.host(),
                f.node(),
                f.repository(),
                List.of());
    }

    private static void assertUnusable(TrialBox box, String why) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(box::up)
                .matches(e -> e.exitCode() == ExitCode.KIT_UNUSABLE)
                .withMessageContaining(why);
    }
}
