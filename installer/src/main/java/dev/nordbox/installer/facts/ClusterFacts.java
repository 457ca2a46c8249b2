package dev.nordbox.installer.facts;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cluster as it answers on the host; there are such only while k3s runs.
 *
 * @param known parts that it was asked for and answered; of the others, everything is empty
 * @param nodeReady the node's {@code Ready} condition is {@code True}
 * @param blockedBy what is in the way when it is not, for people
 * @param apiAddress where the API is reached from inside: the endpoint of {@code
 *     default/kubernetes}
 * @param drifted objects of the baseline as last applied that are missing or were changed since,
 *     for people
 * @param labelled objects that carry the baseline's label, {@code NetworkPolicy web/np-01-dns}
 * @param controllerToken UID of the Secret that holds the controller's token
 * @param sealingKeys fingerprints of the keys that secrets are sealed with, be they out of use
 * @param nodes names of the node objects
 * @param labels of nodes, by name; value by key
 * @param taints of nodes, by name; value by {@code key:effect}
 */
public record ClusterFacts(
        Set<ClusterPart> known,
        boolean nodeReady,
        String blockedBy,
        Optional<String> apiAddress,
        Set<String> drifted,
        Set<String> labelled,
        Optional<String> controllerToken,
        Set<String> sealingKeys,
        Set<String> nodes,
        Map<String, Map<String, String>> labels,
        Map<String, Map<String, String>> taints) {

    /** Of a cluster that was asked for nothing. */
    public static final ClusterFacts UNASKED =
            new ClusterFacts(
                    Set.of(),
                    false,
                    "",
                    Optional.empty(),
                    Set.of(),
                    Set.of(),
                    Optional.empty(),
                    Set.of(),
                    Set.of(),
                    Map.of(),
                    Map.of());

    public ClusterFacts {
        known = Set.copyOf(known);
        drifted = Set.copyOf(drifted);
        labelled = Set.copyOf(labelled);
        sealingKeys = Set.copyOf(sealingKeys);
        nodes = Set.copyOf(nodes);
        labels = Map.copyOf(labels);
        taints = Map.copyOf(taints);
    }

    /** These, and of the parts that they do not know what was known before. */
    public ClusterFacts over(ClusterFacts earlier) {
        Set<ClusterPart> all = new HashSet<>(earlier.known);
        all.addAll(known);
        ClusterFacts node = knowing(ClusterPart.NODE, earlier);
        ClusterFacts label = knowing(ClusterPart.LABELLED, earlier);
        return new ClusterFacts(
                all,
                node.nodeReady,
                node.blockedBy,
                node.apiAddress,
                knowing(ClusterPart.DRIFT, earlier).drifted,
                label.labelled,
                label.controllerToken,
                knowing(ClusterPart.SEALING_KEYS, earlier).sealingKeys,
                node.nodes,
                node.labels,
                node.taints);
    }

    private ClusterFacts knowing(ClusterPart part, ClusterFacts earlier) {
        return known.contains(part) ? this : earlier;
    }
}
