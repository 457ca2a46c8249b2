package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.Places;
import dev.nordbox.appliance.seal.Places.Asked;
import dev.nordbox.appliance.seal.Places.Place;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The places that a cluster has: its namespaces, and what its SealedSecrets are called. */
final class ClusterPlaces {
    private final Cluster cluster;

    ClusterPlaces(Cluster cluster) {
        this.cluster = cluster;
    }

    Places ask() throws ClusterException {
        boolean served = cluster.servedKinds().find(SealKinds.SEALED_SECRET).isPresent();
        return with(served ? keys(SealKinds.SEALED_SECRET) : List.of());
    }

    /**
     * @param sealedSecrets those that the cluster has
     */
    Places with(Collection<ResourceKey> sealedSecrets) throws ClusterException {
        return new Places(
                Asked.CLUSTER,
                sealedSecrets.stream()
                        .map(key -> new Place(key.namespace(), key.name()))
                        .collect(Collectors.toSet()),
                keys(SealKinds.NAMESPACE).stream()
                        .map(ResourceKey::name)
                        .collect(Collectors.toSet()));
    }

    private List<ResourceKey> keys(GroupKind kind) throws ClusterException {
        return cluster.list(kind, "", Detail.METADATA).stream().map(LiveObject::key).toList();
    }
}
