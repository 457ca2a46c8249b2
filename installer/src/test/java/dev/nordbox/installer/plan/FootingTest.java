package dev.nordbox.installer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Provisioning;
import dev.nordbox.installer.steps.Specs;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plan is made from is what it stands on. */
class FootingTest {
    private final FakeHost host = FakeHost.debian12();

    @Test
    void whatTheKernelDoesNotWatchAndWhereAProxyIsSaidCount() throws ProblemException {
        Footing before = Footing.of(facts(), true);
        host.machine.unwatched.add("/etc/sudoers.d");
        host.machine.k3sProxySaidIn.add("/etc/default/k3s");

        assertThat(before.movedTo(Footing.of(facts(), true)))
                .containsExactly(
                        "k3s' proxy was none, is /etc/default/k3s",
                        "not watched was none, is /etc/sudoers.d");
    }

    @Test
    void whatTheNodeIsTaintedWithCounts() throws ProblemException {
        Footing before = Footing.of(facts().with(Optional.of(tainted("yes"))), true);
        Footing now = Footing.of(facts().with(Optional.of(tainted("no"))), true);

        assertThat(before.movedTo(now))
                .containsExactly(
                        "taints of fake was {example.no/batch:NoSchedule=yes}, is"
                                + " {example.no/batch:NoSchedule=no}");
    }

    private HostFacts facts() throws ProblemException {
        return Provisioning.ofHostSteps(Specs.plain()).facts(host.reconnect());
    }

    private static ClusterFacts tainted(String value) {
        return new ClusterFacts(
                EnumSet.allOf(ClusterPart.class),
                true,
                "",
                Optional.empty(),
                Set.of(),
                Set.of(),
                Optional.empty(),
                Set.of(),
                Set.of("fake"),
                Map.of(),
                Map.of("fake", Map.of("example.no/batch:NoSchedule", value)));
    }
}
