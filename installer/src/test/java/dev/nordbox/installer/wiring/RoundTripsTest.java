package dev.nordbox.installer.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Machine;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.Reconnection;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.kubeconfig.KubeconfigFile;
import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.steps.AdoptHost;
import dev.nordbox.installer.steps.Specs;
import dev.nordbox.installer.up.ArtifactSupply;
import dev.nordbox.installer.up.Up;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an `up` with nothing to do costs, from the login to the converged box. */
class RoundTripsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final String OF_K3S =
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: default, cluster: {server: "https://127.0.0.1:6443"}}]
            contexts: [{name: default, context: {cluster: default, user: default}}]
            current-context: default
            users: [{name: default, user: {client-key-data: S0VZ}}]
            """;
    private static final String CONVERGED =
            """
            {"converged":true,"repository":{"url":"u","revision":"01"},"cluster":{"busy":false},
             "applications":[]}""";

    @TempDir private Path home;
    private final FakeHost host = FakeHost.debian12();
    private final InstallSpec spec = Specs.plain();

    @Test
    void aSecondUpTakesFiveAndSaysSo() throws ProblemException {
        host.asks("cat", (box, command) -> new CommandOutcome(0, OF_K3S, ""));
        host.asks("ask the controller", (box, command) -> new CommandOutcome(0, CONVERGED, ""));
        host.asks("kubectl", (box, command) -> new CommandOutcome(0, "", ""));
        up().run(spec.config(), Mode.APPLY);
        host.units.put("k3s.service", new UnitFacts("loaded", "active", "enabled", false));
        long before = host.roundTrips();

        InstallReport second = up().run(spec.config(), Mode.APPLY).report();

        assertThat(second.changeCount()).isZero();
        assertThat(host.roundTrips() - before)
                .as("preflight, facts, cluster, kubeconfig, converge")
                .isEqualTo(5);
        assertThat(second.roundTrips()).isEqualTo(host.roundTrips());
    }

    private Up up() {
        Provisioning parts =
                new Provisioning(
                        new TestSurroundings(home).surroundings(),
                        new SshFlags(FirstContact.ASK, Optional.of("none"), "--host-key"),
                        Map.of(),
                        Optional.of(home.resolve("kubeconfig")),
                        KubeconfigFile.Foreign.REFUSE,
                        Duration.ZERO,
                        List.of(),
                        event -> {});
        return new Up(
                ssh -> host.reconnect(),
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, CLOCK),
                new ShellSurvey(RoundTripsTest::askTheCluster, ShellSurvey.Sums.FORGET, CLOCK),
                (address, facts) -> List.of(),
                supply(),
                List.of(new AdoptHost()),
                Operator.of("tester@laptop"),
                parts.arrival(List.of(), (box, config) -> {}),
                new Reconnection(Reconnection.Watch.NOBODY, duration -> {}),
                event -> {},
                CLOCK);
    }

    private static Optional<ClusterFacts> askTheCluster(
            Shell host, HostFacts facts, Set<ClusterPart> parts) throws ProblemException {
        host.run(Command.of("kubectl"));
        return Optional.empty();
    }

    private ArtifactSupply supply() {
        return new ArtifactSupply() {
            @Override
            public Artifacts foresee(
                    BoxConfig config,
                    Machine machine,
                    Function<String, TransferProgress> progress) {
                return spec.artifacts();
            }

            @Override
            public boolean bringsK3s() {
                return false;
            }

            @Override
            public Artifacts obtain(
                    BoxConfig config,
                    Machine machine,
                    Function<String, TransferProgress> progress) {
                return spec.artifacts();
            }
        };
    }
}
