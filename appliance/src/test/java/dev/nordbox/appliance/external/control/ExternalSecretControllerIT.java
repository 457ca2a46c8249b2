package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.K3sServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same promises on a real API server. */
class ExternalSecretControllerIT extends ExternalSecretControllerContract {

    @RegisterExtension static final K3sServer K3S = new K3sServer();

    private static Fabric8Cluster cluster;

    @BeforeAll
    static void connect() throws Exception {
        cluster = K3S.connect();
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
    }

    @Override
    Cluster cluster() {
        return cluster;
    }
}
