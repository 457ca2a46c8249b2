package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.BundledDefinition;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.Manifest;

/** The definition of the kind SealedSecret. */
final class SealedSecretDefinition {
    private SealedSecretDefinition() {}

    static void bring(Cluster cluster, WriteBook book) throws ClusterException {
        definition().bring(cluster, book);
    }

    static Manifest manifest() {
        return definition().manifest();
    }

    private static BundledDefinition definition() {
        return BundledDefinition.beside(
                SealedSecretDefinition.class, "sealedsecrets.bitnami.com.json");
    }
}
