package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.InMemoryCluster;

class SealedSecretControllerTest extends SealedSecretControllerContract {

    private final InMemoryCluster cluster = new InMemoryCluster();

    @Override
    Cluster cluster() {
        return cluster;
    }
}
