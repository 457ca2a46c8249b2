package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class K3sStepsTest {
    @Test
    void parametersThatLostAgainstTheDistributionsAtBootMoveBehindThem() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        box.host.put(PrepareKernel.EARLIER_SYSCTLS, "kernel.panic = 10".getBytes(), "0644", "r:r");

        box.up();

        assertThat(box.host.files)
                .containsKey(PrepareKernel.SYSCTLS)
                .doesNotContainKey(PrepareKernel.EARLIER_SYSCTLS);
        assertThat(PrepareKernel.SYSCTLS).isGreaterThan("/etc/sysctl.d/99-sysctl.conf");
    }

    @TempDir private Path files;
    private TrialBox box;

    @BeforeEach
    void makeABox() {
        box = TrialBox.in(files);
    }

    @Test
    void aVersionThatWasNotedForNoBinaryIsAskedForOnce() throws ProblemException {
        box.up();
        box.host.put(
                Note.DIRECTORY + "/" + Note.K3S_VERSION,
                "v1.36.4+k3s1\n".getBytes(),
                "0600",
                "root:root");
        box.host.reconnect();

        assertThat(changesOf(box.up(), "k3s-binary")).containsExactly("ask k3s for its version");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void aDryRunForeseesTheRestartThatAnotherConfigurationNeeds() throws ProblemException {
        box.up();
        BoxConfig was = box.spec.config();
        box.withK3s(
                new BoxConfig.K3s(
                        was.k3s().version(),
                        List.of("api.example.no"),
                        List.of(),
                        Optional.empty()));

        InstallReport plan = box.plan();

        assertThat(plan.changed())
                .extracting(StepResult::id)
                .containsExactly("k3s-files", "k3s-start");
        assertThat(box.cluster.restarts).hasSize(1);
    }

    @Test
    void aK3sThatIsStillStartingIsWaitedForAndNotThrownBack() throws ProblemException {
        box.up();
        box.host.units.put(K3sFiles.UNIT, new UnitFacts("loaded", "activating", "enabled", false));

        InstallReport report = box.up();

        assertThat(changesOf(report, "k3s-start")).isEmpty();
        assertThat(changesOf(report, "node-ready"))
                .containsExactly("wait for the node to be Ready");
        assertThat(box.cluster.restarts).hasSize(1);
    }

    @Test
    void whatNeedsNoClusterIsDoneWhileK3sStarts() throws ProblemException {
        box.cluster.staysOnItsWay = 3;

        InstallReport report = box.up();

        assertThat(report.changed())
                .extracting(StepResult::id)
                .containsSubsequence(
                        "k3s-start", "java", "controller-jar", "node-ready", "baseline");
        assertThat(box.cluster.restarts).hasSize(1);
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void afterAnotherStartTheClusterIsAskedForEverythingAnew() throws ProblemException {
        box.up();
        box.withK3s(
                new BoxConfig.K3s(
                        box.spec.config().k3s().version(),
                        List.of("api.example.no"),
                        List.of(),
                        Optional.empty()));
        box.cluster.staysOnItsWay = 1;
        box.host.on(
                StartK3s.RESTART.label(),
                (host, command) -> {
                    box.cluster.objects.remove("NetworkPolicy default/np-00-default-deny");
                    return box.cluster.restart(host, command);
                });

        InstallReport report = box.up();

        assertThat(changesOf(report, "baseline"))
                .containsExactly(
                        "apply the baseline again: NetworkPolicy default/np-00-default-deny");
    }

    @Test
    void aBinaryThatDoesNotRunOnTheHostIsAnInvalidArtifact() {
        box.host.on(
                K3sFiles.BINARY + " --version",
                (host, command) -> new CommandOutcome(126, "", "cannot execute binary file"));

        assertThatThrownBy(box::up)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.ARTIFACT_INVALID))
                .hasMessageContaining("cannot execute binary file");
    }

    @Test
    void theTokenIsMadeOnceAndItsContentNeverSeen() throws ProblemException {
        box.host.put(K3sFiles.TOKEN, "from before".getBytes(), "0600", "root:root");

        box.up();

        assertThat(box.host.text(K3sFiles.TOKEN)).hasValue("from before");
        assertThat(box.host.effects()).noneMatch(effect -> effect.contains("from before"));
    }

    @Test
    void imagesOfAnotherReleaseAreRemoved() throws ProblemException {
        String stale = "/var/lib/rancher/k3s/agent/images/k3s-airgap-images-amd64.tar";
        box.host.put(stale, "old".getBytes(), "0644", "root:root");

        box.up();

        assertThat(box.host.files).doesNotContainKey(stale).containsKey(stale + ".zst");
    }

    @Test
    void whatTheClusterRefusesIsToldObjectByObject() {
        box.cluster.refusal =
                Optional.of(
                        new CommandOutcome(
                                1,
                                "",
                                """
                                Warning: would violate PodSecurity "restricted:latest"
                                Error from server (Forbidden): quota is wrong
                                The NetworkPolicy "np-00-default-deny" is invalid:
                                * spec.podSelector: Required value
                                * spec.policyTypes[0]: Unsupported value: "Both"
                                """));

        assertThatThrownBy(box::up)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.exitCode()).isEqualTo(ExitCode.OBJECT_REFUSED);
                            assertThat(e.problems())
                                    .extracting(Problem::what)
                                    .satisfiesExactly(
                                            quota -> assertThat(quota).endsWith("quota is wrong"),
                                            policy ->
                                                    assertThat(policy)
                                                            .contains("spec.podSelector")
                                                            .contains("spec.policyTypes[0]"));
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "137 | '' | exited 137: it said nothing",
                "1 | 'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?' | was refused",
                "1 | 'Error from server (ServiceUnavailable): apiserver not ready' | not ready",
                "1 | 'Warning: this is deprecated' | exited 1"
            })
    void anApplyThatTheApiDidNotAnswerIsAFailedStepAndNoRefusal(
            int exitCode, String stderr, String told) {
        box.cluster.refusal = Optional.of(new CommandOutcome(exitCode, "", stderr));

        assertThatThrownBy(box::up)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.exitCode()).isEqualTo(ExitCode.STEP_FAILED);
                            assertThat(e.problems()).hasSize(1);
                        })
                .hasMessageContaining(told)
                .hasMessageNotContaining("refused an object");
    }

    @Test
    void whatOpensANamespaceNoLongerNamedGoesAndItStaysClosed() throws ProblemException {
        box.withNamespaces(List.of(BoxConfig.NamespaceConfig.byDefault("shop")));
        box.up();
        assertThat(box.cluster.objects).containsKey("NetworkPolicy shop/np-04-kube-api");
        box.withNamespaces(List.of());

        InstallReport report = box.up();

        assertThat(changesOf(report, "baseline"))
                .contains(
                        "remove NetworkPolicy shop/np-04-kube-api",
                        "remove ResourceQuota shop/nordbox");
        assertThat(box.cluster.objects.keySet())
                .contains("Namespace shop")
                .filteredOn(name -> name.startsWith("NetworkPolicy shop/"))
                .containsExactlyInAnyOrder(
                        "NetworkPolicy shop/np-00-default-deny", "NetworkPolicy shop/np-01-dns");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void theApiIsAllowedAtTheAddressTheClusterNames() throws ProblemException {
        box.cluster.address = "198.51.100.20";

        box.up();

        assertThat(box.cluster.objects.get("NetworkPolicy default/np-04-kube-api"))
                .contains("198.51.100.20/32");
        assertThat(box.plan().changed()).isEmpty();
    }

    private static List<String> changesOf(InstallReport report, String step) {
        return report.steps().stream()
                .filter(each -> each.id().equals(step))
                .flatMap(each -> each.changes().stream())
                .toList();
    }
}
