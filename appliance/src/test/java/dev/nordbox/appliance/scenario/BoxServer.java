package dev.nordbox.appliance.scenario;

import dev.nordbox.appliance.cluster.BoxLogin;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.ForeignHand;
import dev.nordbox.appliance.cluster.K3sServer;
import java.nio.file.Path;

/** One server for all classes of a run: it takes longer to start than a class to run. */
record BoxServer(K3sServer k3s, Path login, Fabric8Cluster administrator, ForeignHand hand)
        implements AutoCloseable {

    static BoxServer start() {
        try {
            K3sServer k3s = new K3sServer();
            k3s.start();
            Path login = BoxLogin.make(k3s.kubeconfig());
            return new BoxServer(k3s, login, k3s.connect(), new ForeignHand(k3s.kubeconfig()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        hand.close();
        administrator.close();
        k3s.end();
    }
}
