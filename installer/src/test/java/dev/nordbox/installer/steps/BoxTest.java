package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole box on a fake server, from {@code adopt} to the started controller. */
class BoxTest {
    @TempDir private Path files;

    @Test
    void secondRunChangesNothingAndAsksTwice() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        box.up();

        box.host.reconnect();
        long before = box.host.roundTrips();
        InstallReport again = box.up();

        assertThat(again.changed()).isEmpty();
        assertThat(box.cluster.restarts).hasSize(1);
        // the facts, the cluster, and the host's lock only when there is something to do
        assertThat(box.host.roundTrips() - before).isEqualTo(2);
    }

    @Test
    void theClusterIsAskedOnlyForWhatAStepPlansFrom() throws ProblemException {
        TrialBox box = TrialBox.in(files);

        box.up();

        assertThat(box.cluster.asked)
                .containsExactly(
                        "node labelled drift sealing-keys", // it was started
                        "node", // it is ready
                        "node labelled drift", // the baseline was applied
                        "labelled", // the controller has its kubeconfig
                        "sealing-keys"); // and its key
    }

    @Test
    void dryRunOnABareServerChangesNothing() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        Map<String, String> bare = box.host.state();

        InstallReport plan = box.plan();

        assertThat(box.host.effects()).isEmpty();
        assertThat(box.host.state()).isEqualTo(bare);
        assertThat(plan.changed())
                .extracting(StepResult::id)
                .contains("k3s-files", "k3s-start", "node-ready", "baseline", "controller-start");
    }

    @Test
    void killedBetweenAnyTwoEffectsAndRunAgainEndsTheSame() throws ProblemException {
        TrialBox undisturbed = TrialBox.in(files);
        undisturbed.up();
        int all = undisturbed.host.effects().size();
        assertThat(all).isGreaterThan(25);

        for (int count = 0; count < all; count++) {
            TrialBox box = TrialBox.in(files);
            box.host.killAfter(count);
            assertThatThrownBy(box::up).isInstanceOf(FakeHost.Killed.class);
            box.host.firewall.timerExpires();
            box.host.reconnect();
            box.up();
            assertThat(box.host.state())
                    .as("killed after %d effects", count)
                    .isEqualTo(undisturbed.host.state());
            assertThat(box.cluster.objects).isEqualTo(undisturbed.cluster.objects);
            assertThat(box.plan().changed()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(FakeHost.Break.class)
    void whereverTheConnectionBreaksTheRunGoesOnAndEndsTheSame(FakeHost.Break where)
            throws ProblemException {
        TrialBox undisturbed = TrialBox.in(files);
        InstallReport inOneGo = undisturbed.up();
        List<String> effects = undisturbed.host.effects();

        for (int at = 1; at <= effects.size(); at++) {
            TrialBox box = TrialBox.in(files);
            box.host.breaksAt(at, where);
            String effect = effects.get(at - 1);
            if (effect.equals("prove login")) {
                // A guard that nobody comes through is taken back, whatever the reason.
                assertThatThrownBy(box::up).hasMessageContaining("no new login came through");
                continue;
            }
            InstallReport report = box.up();
            assertThat(box.host.state())
                    .as("broken at effect %d, %s", at, effect)
                    .isEqualTo(undisturbed.host.state());
            assertThat(box.cluster.objects).isEqualTo(undisturbed.cluster.objects);
            assertThat(report.changed())
                    .as("broken at effect %d, %s", at, effect)
                    .extracting(StepResult::id)
                    .isEqualTo(inOneGo.changed().stream().map(StepResult::id).toList());
            box.host.reconnect();
            assertThat(box.plan().changed()).isEmpty();
        }
    }

    @Test
    void whateverFileAPowerCutHasEmptiedIsMended() throws ProblemException {
        TrialBox undisturbed = TrialBox.in(files);
        undisturbed.up();
        Map<String, String> good = undisturbed.host.state();

        for (String path : undisturbed.host.files.keySet()) {
            FakeHost.Node node = undisturbed.host.files.get(path);
            // What was written down is only ever asked whose a file is, and grows again; what a
            // package brings is the distribution's to mend; which Java came is synced before it
            // has its name.
            boolean ours =
                    node.kind() == FileFacts.Kind.FILE
                            && !path.endsWith("server-ca.crt")
                            && !path.equals(JavaPackage.NOTED)
                            && !path.equals("/var/lib/nordbox-installer/written");
            if (ours && !path.startsWith("/run") && !path.startsWith("/lib")) {
                TrialBox box = TrialBox.in(files);
                box.up();
                box.host.put(path, new byte[0], node.mode(), node.owner());
                box.host.reconnect();

                box.up();

                assertThat(box.host.state()).as("%s was empty", path).isEqualTo(good);
                assertThat(box.plan().changed()).as(path).isEmpty();
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> driftIsFoundAndMendedByTheStepItConcerns() {
        record Drift(String name, List<String> steps, BiConsumer<FakeHost, FakeCluster> hand) {}
        return Stream.of(
                        new Drift(
                                "k3s' configuration was edited, but not loaded",
                                List.of("k3s-files"),
                                (host, cluster) ->
                                        host.put(
                                                "/etc/rancher/k3s/config.yaml",
                                                "debug: true".getBytes(),
                                                "0600",
                                                "root:root")),
                        new Drift(
                                "k3s' configuration was edited, and loaded",
                                List.of("k3s-files", "k3s-start"),
                                (host, cluster) -> {
                                    host.put(
                                            "/etc/rancher/k3s/config.yaml",
                                            "debug: true".getBytes(),
                                            "0600",
                                            "root:root");
                                    host.started(K3sFiles.UNIT);
                                }),
                        new Drift(
                                "k3s' configuration was edited, loaded, and put back",
                                List.of("k3s-start"),
                                (host, cluster) -> {
                                    host.started(K3sFiles.UNIT);
                                    host.put(
                                            "/etc/rancher/k3s/config.yaml",
                                            host.files
                                                    .get("/etc/rancher/k3s/config.yaml")
                                                    .content(),
                                            "0600",
                                            "root:root");
                                }),
                        new Drift(
                                "the k3s binary was swapped, and started",
                                List.of("k3s-binary", "k3s-start"),
                                (host, cluster) -> {
                                    host.put(
                                            K3sFiles.BINARY,
                                            "other".getBytes(),
                                            "0755",
                                            "root:root");
                                    host.started(K3sFiles.UNIT);
                                }),
                        new Drift(
                                "the server was rebooted",
                                List.of(),
                                (host, cluster) -> {
                                    host.started(K3sFiles.UNIT);
                                    host.started(ControllerPaths.UNIT);
                                }),
                        new Drift(
                                "the controller's configuration was edited, and loaded",
                                List.of("controller", "controller-start"),
                                (host, cluster) -> {
                                    host.put(
                                            ControllerPaths.CONFIGURATION,
                                            "repo: {}".getBytes(),
                                            "0640",
                                            "root:nordbox");
                                    host.started(ControllerPaths.UNIT);
                                }),
                        new Drift(
                                "the controller's configuration was edited, but not loaded",
                                List.of("controller"),
                                (host, cluster) ->
                                        host.put(
                                                ControllerPaths.CONFIGURATION,
                                                "repo: {}".getBytes(),
                                                "0640",
                                                "root:nordbox")),
                        new Drift(
                                "registries.yaml appeared",
                                List.of("k3s-start"),
                                (host, cluster) ->
                                        host.put(
                                                "/etc/rancher/k3s/registries.yaml",
                                                "mirrors: {}".getBytes(),
                                                "0600",
                                                "root:root")),
                        new Drift(
                                "own settings appeared beside config.yaml",
                                List.of("k3s-start"),
                                (host, cluster) ->
                                        host.put(
                                                K3sFiles.DROP_INS + "/10-own.yaml",
                                                "debug: true".getBytes(),
                                                "0600",
                                                "root:root")),
                        new Drift(
                                "a proxy was set in k3s' environment",
                                List.of("k3s-start"),
                                (host, cluster) ->
                                        host.put(
                                                "/etc/systemd/system/k3s.service.env",
                                                "HTTPS_PROXY=http://proxy:3128".getBytes(),
                                                "0600",
                                                "root:root")),
                        new Drift(
                                "the token was opened to everybody",
                                List.of("k3s-files"),
                                (host, cluster) ->
                                        host.put(
                                                K3sFiles.TOKEN,
                                                host.files.get(K3sFiles.TOKEN).content(),
                                                "0644",
                                                "root:root")),
                        new Drift(
                                "k3s was stopped",
                                List.of("k3s-start"),
                                (host, cluster) ->
                                        host.units.put(
                                                K3sFiles.UNIT,
                                                new UnitFacts(
                                                        "loaded", "inactive", "enabled", false))),
                        new Drift(
                                "a policy was edited",
                                List.of("baseline"),
                                (host, cluster) ->
                                        cluster.edit("NetworkPolicy default/np-00-default-deny")),
                        new Drift(
                                "a policy was deleted",
                                List.of("baseline"),
                                (host, cluster) ->
                                        cluster.objects.remove(
                                                "NetworkPolicy default/np-00-default-deny")),
                        new Drift(
                                "the controller's token was revoked",
                                List.of("baseline", "controller-access", "controller-start"),
                                (host, cluster) ->
                                        cluster.objects.remove(
                                                "Secret nordbox-system/nordbox-controller-token")),
                        new Drift(
                                "the kubeconfig was opened to everybody",
                                List.of("controller-access"),
                                (host, cluster) ->
                                        host.put(
                                                ControllerPaths.KUBECONFIG,
                                                host.files
                                                        .get(ControllerPaths.KUBECONFIG)
                                                        .content(),
                                                "0644",
                                                "root:root")),
                        new Drift(
                                "the pinned Git key was exchanged",
                                List.of("git-host"),
                                (host, cluster) ->
                                        host.put(
                                                ControllerPaths.KNOWN_HOSTS,
                                                "git.example.no ssh-ed25519 EVIL".getBytes(),
                                                "0640",
                                                "root:nordbox")))
                .map(
                        drift ->
                                DynamicTest.dynamicTest(
                                        drift.name(),
                                        () -> {
                                            TrialBox box = TrialBox.in(files);
                                            box.up();
                                            drift.hand().accept(box.host, box.cluster);
                                            box.host.reconnect();
                                            assertThat(box.up().changed())
                                                    .extracting(StepResult::id)
                                                    .containsExactlyElementsOf(drift.steps());
                                            assertThat(box.plan().changed()).isEmpty();
                                        }));
    }

    @Test
    void withoutARepositoryEverythingStandsButTheControllerIsDown() throws ProblemException {
        TrialBox box = TrialBox.in(files).withoutRepository();

        box.up();

        assertThat(box.host.files).containsKey(SystemdUnit.path(ControllerPaths.UNIT));
        assertThat(box.host.units).doesNotContainKey(ControllerPaths.UNIT);
        assertThat(box.host.files).doesNotContainKey(ControllerPaths.CONFIGURATION);
        assertThat(box.host.files).containsKey(GiveDeployKey.PUBLIC_KEY);
        assertThat(box.plan().changed()).isEmpty();
    }
}
