package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.profile.Attestation;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says on the node where it stands, as the provider's attestation has it. In a name that a kubelet
 * may not write: the API server takes it from others only.
 */
public final class LabelNode implements Step {
    private static final String CONTROL = "LOC-05";

    @Override
    public String id() {
        return "node-location";
    }

    @Override
    public String title() {
        return "Label the node with its location";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return NodeName.query().cluster(ClusterPart.NODE);
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Optional<ClusterFacts> cluster = facts.cluster();
        String node = NodeName.of(facts);
        Optional<String> wanted = location(spec);
        if (cluster.isEmpty()) {
            // Before the first start there is no node: a dry run foresees what will be missing.
            return wanted.map(label -> List.of(write(node, label))).orElse(List.of());
        }
        Optional<String> found =
                Optional.ofNullable(cluster.get().labels().get(node))
                        .map(labels -> labels.get(Attestation.LABEL));
        if (found.equals(wanted)) {
            return List.of();
        }
        return List.of(wanted.map(label -> write(node, label)).orElseGet(() -> remove(node)));
    }

    private static Optional<String> location(InstallSpec spec) {
        return spec.config()
                .profile()
                .filter(held -> held.enforces(CONTROL))
                .flatMap(held -> held.parameters().place().attestation())
                .map(Attestation::label);
    }

    private static Change write(String node, String label) {
        return kubectl(
                "label the node " + label,
                node,
                List.of("--overwrite", Attestation.LABEL + "=" + label));
    }

    private static Change remove(String node) {
        return kubectl("take the node's location away", node, List.of(Attestation.LABEL + "-"));
    }

    private static Change kubectl(String description, String node, List<String> more) {
        List<String> words =
                new ArrayList<>(List.of(K3sFiles.BINARY, "kubectl", "label", "node", node));
        words.addAll(more);
        Command label =
                Command.of(words.toArray(String[]::new)).within(K3sState.DEADLINE).withRoot();
        return Change.running(description, label);
    }
}
