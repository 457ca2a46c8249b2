package dev.nordbox.installer.facts;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cluster as it answers on the host; known only while k3s runs.
 *
 * @param nodeReady the node's {@code Ready} condition is {@code True}
 * @param blockedBy what is in the way when it is not, for people
 * @param apiAddress where the API is reached from inside: the endpoint of {@code
 *     default/kubernetes}
 * @param drifted objects of the baseline as last applied that are missing or were changed since,
 *     for people
 * @param labelled objects that carry the baseline's label, {@code NetworkPolicy web/np-01-dns}
 * @param controllerToken UID of the Secret that holds the controller's token
 * @param sealingKeys fingerprints of the keys in use that secrets are sealed with
 * @param nodes names of the node objects
 * @param locations of nodes that are labelled with one, by name
 */
public record ClusterFacts(
        boolean nodeReady,
        String blockedBy,
        Optional<String> apiAddress,
        Set<String> drifted,
        Set<String> labelled,
        Optional<String> controllerToken,
        Set<String> sealingKeys,
        Set<String> nodes,
        Map<String, String> locations) {

    public ClusterFacts {
        drifted = Set.copyOf(drifted);
        labelled = Set.copyOf(labelled);
        sealingKeys = Set.copyOf(sealingKeys);
        nodes = Set.copyOf(nodes);
        locations = Map.copyOf(locations);
    }
}
