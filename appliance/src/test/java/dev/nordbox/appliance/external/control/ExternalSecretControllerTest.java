package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.InMemoryCluster;

class ExternalSecretControllerTest extends ExternalSecretControllerContract {

    private final InMemoryCluster cluster = new InMemoryCluster();

    @Override
    Cluster cluster() {
        return cluster;
    }
}
