package dev.nordbox.installer.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.kubeconfig.KubeconfigFile;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Specs;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of kubectl once the context is there. */
class MergeKubeconfigTest {
    private static final String OF_K3S =
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: default, cluster: {server: "https://127.0.0.1:6443"}}]
            contexts: [{name: default, context: {cluster: default, user: default}}]
            current-context: default
            users: [{name: default, user: {client-key-data: S0VZ}}]
            """;

    @TempDir Path folder;
    private final FakeHost host = FakeHost.debian12();
    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void k3sIsThere() {
        host.on("cat", (box, command) -> new CommandOutcome(0, OF_K3S, ""));
    }

    @Test
    void kubectlIsNamedAsItWorks() throws ProblemException {
        assertThat(said(List.of())).startsWith("kubectl --kubeconfig ").endsWith("get pods -A");
    }

    @Test
    void behindAJumpHostItGoesThroughTheSameWay() throws ProblemException {
        host.machine.reachedDirectly = false;

        assertThat(said(List.of()))
                .contains(
                        "`ssh -N -L 6443:127.0.0.1:6443 root@203.0.113.7` runs: kubectl",
                        "--server https://127.0.0.1:6443 get pods -A");
    }

    @Test
    void whoNamedTheAdminsKnowsBetter() throws ProblemException {
        host.machine.reachedDirectly = false;

        assertThat(said(List.of("192.0.2.0/24"))).startsWith("kubectl ");
    }

    private String said(List<String> admins) throws ProblemException {
        BoxConfig.Firewall firewall = new BoxConfig.Firewall(admins, List.of(), List.of());
        new MergeKubeconfig(
                        folder.resolve("config"),
                        KubeconfigFile.Foreign.REFUSE,
                        events::add,
                        Clock.systemUTC())
                .complete(host, Specs.withFirewall(firewall).config());
        return events.stream()
                .filter(Event.Noted.class::isInstance)
                .map(event -> ((Event.Noted) event).text())
                .findFirst()
                .orElseThrow();
    }
}
