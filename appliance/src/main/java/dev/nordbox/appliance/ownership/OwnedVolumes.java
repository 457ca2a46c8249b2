package dev.nordbox.appliance.ownership;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ServedKind;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds volume claims that would be deleted with an object: those that it owns, through however
 * many others (an operator's cluster owns a StatefulSet, which owns the claims), and those of a
 * chart that k3s would uninstall.
 */
final class OwnedVolumes {

    private static final GroupKind CLAIM = new GroupKind("", "PersistentVolumeClaim");
    private static final GroupKind CHART = new GroupKind("helm.cattle.io", "HelmChart");

    /** Owners of owners; garbage collection knows no bound, people do. */
    private static final int LONGEST_CHAIN = 10;

    private final Cluster cluster;
    private final Discovered discovered;

    OwnedVolumes(Cluster cluster, Discovered discovered) {
        this.cluster = cluster;
        this.discovered = discovered;
    }

    /**
     * @return one of them; empty when there is none
     * @throws ClusterException when it cannot be known
     */
    Optional<ResourceKey> goingWith(LiveObject object) throws ClusterException {
        Map<ResourceKey, Optional<LiveObject>> seen = new HashMap<>();
        for (LiveObject claim : cluster.list(CLAIM, reach(object), Detail.METADATA)) {
            if (goesWith(claim, object, seen, LONGEST_CHAIN)) {
                return Optional.of(claim.key());
            }
        }
        return Optional.empty();
    }

    /** Where claims may be; owners and owned live in one namespace, or the owner in none. */
    private static String reach(LiveObject object) {
        return isChart(object)
                ? Fields.text(object.content(), "spec", "targetNamespace")
                        .filter(namespace -> !namespace.isEmpty())
                        .orElse(object.key().namespace())
                : object.key().namespace();
    }

    private boolean goesWith(
            LiveObject one,
            LiveObject object,
            Map<ResourceKey, Optional<LiveObject>> seen,
            int chain)
            throws ClusterException {
        if (isOfChart(one, object)) {
            return true;
        }
        for (Object reference : Fields.list(one.content(), "metadata", "ownerReferences")) {
            Optional<String> uid = Fields.text(reference, "uid");
            if (uid.equals(Optional.of(object.uid()))) {
                return true;
            }
            Optional<LiveObject> owner = owner(reference, one.key().namespace(), seen);
            boolean same = owner.map(LiveObject::uid).equals(uid);
            if (same && chain > 1 && goesWith(owner.get(), object, seen, chain - 1)) {
                return true;
            }
        }
        return false;
    }

    private Optional<LiveObject> owner(
            Object reference, String namespace, Map<ResourceKey, Optional<LiveObject>> seen)
            throws ClusterException {
        String version = Fields.text(reference, "apiVersion").orElse("");
        String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
        GroupKind kind = new GroupKind(group, Fields.text(reference, "kind").orElse(""));
        Optional<ServedKind> served = discovered.kinds().find(kind);
        if (served.isEmpty()) {
            return Optional.empty();
        }
        ResourceKey key =
                new ResourceKey(
                        group,
                        kind.kind(),
                        served.get().namespaced() ? namespace : "",
                        Fields.text(reference, "name").orElse(""));
        if (!seen.containsKey(key)) {
            seen.put(key, cluster.get(key));
        }
        return seen.get(key);
    }

    // ---- charts of k3s

    private static boolean isChart(LiveObject object) {
        return object.key().groupKind().equals(CHART);
    }

    /** Helm writes its release on all that it has made, and takes all of it away. */
    private static boolean isOfChart(LiveObject one, LiveObject object) {
        return isChart(object)
                && one.annotation("meta.helm.sh/release-name")
                        .equals(Optional.of(object.key().name()))
                && !one.annotation("helm.sh/resource-policy").equals(Optional.of("keep"));
    }
}
