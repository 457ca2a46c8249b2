package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.util.List;
import java.util.Optional;

/**
 * Takes the node of the lost host out of a cluster that came from a kit: with it go the pods that
 * are still thought to run there. A host of the same name, or one that took it over for its
 * volumes, goes on as the same node.
 */
public final class ForgetOldNode implements Step {

    @Override
    public String id() {
        return "old-node";
    }

    @Override
    public String title() {
        return "Forget the lost host";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return NodeName.query().cluster(ClusterPart.NODE);
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Optional<String> former = Restoration.formerNode(facts);
        String own = NodeName.of(facts);
        boolean there =
                former.isPresent()
                        && !former.get().equals(own)
                        && facts.cluster()
                                .map(ClusterFacts::nodes)
                                .filter(nodes -> nodes.contains(former.get()))
                                .isPresent();
        if (!there) {
            return List.of();
        }
        Command delete =
                Command.of(
                                K3sFiles.BINARY,
                                "kubectl",
                                "delete",
                                "node",
                                "--ignore-not-found",
                                former.get())
                        .within(K3sState.DEADLINE)
                        .withRoot();
        return List.of(
                Change.running("remove the node object " + former.get(), delete)
                        .because("it is that of the server that was lost"));
    }
}
