package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;

/** The contract on the fake, so that what is tested with it means something. */
class InMemoryClusterTest extends ClusterContract {

    private static final InMemoryCluster CLUSTER = new InMemoryCluster();

    @Override
    Cluster cluster() {
        return CLUSTER;
    }

    @Override
    void edit(ResourceKey key, Map<String, Object> mergePatch) {
        CLUSTER.edit(key, mergePatch);
    }
}
