package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import java.util.List;
import java.util.Optional;

/** Waits until the node can run pods, and notes where the API is to be reached from inside. */
public final class AwaitNode implements Step {
    /** The address at which the API is reached from inside, when the node was last seen Ready. */
    static final String ADDRESS_NOTE = "api-address";

    private final Wait wait;

    public AwaitNode(Wait wait) {
        this.wait = wait;
    }

    @Override
    public String id() {
        return "node-ready";
    }

    @Override
    public String title() {
        return "Wait for the node";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING.units(List.of(K3sFiles.UNIT)).cluster(ClusterPart.NODE);
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        boolean ready = facts.cluster().map(ClusterFacts::nodeReady).orElse(false);
        Optional<String> address = facts.cluster().flatMap(ClusterFacts::apiAddress);
        if (ready && address.equals(facts.note(ADDRESS_NOTE))) {
            return List.of();
        }
        return List.of(
                new Change("wait for the node to be Ready", this::await)
                        .because(ready ? "the API's address is another one" : obstacle(facts)));
    }

    private static String obstacle(HostFacts facts) {
        return facts.cluster()
                .map(ClusterFacts::blockedBy)
                .filter(text -> !text.isEmpty())
                .orElse("it is not Ready yet");
    }

    @Override
    public boolean waitsAgain() {
        return true;
    }

    private void await(Host host, Progress progress) throws ProblemException {
        K3sState state =
                new K3sWait(host, wait, progress)
                        .until(
                                each -> each.isNodeReady() && !each.address().isEmpty(),
                                "the node to be Ready");
        host.write(List.of(Note.of(ADDRESS_NOTE, state.address())));
    }
}
