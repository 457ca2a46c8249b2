package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The definition of the kind SealedSecret, brought where there is none; another's is kept. */
final class SealedSecretDefinition {
    private static final String FILE = "sealedsecrets.bitnami.com.json";

    private SealedSecretDefinition() {}

    static void bring(Cluster cluster) throws ClusterException {
        Manifest definition = manifest();
        if (cluster.get(definition.key()).isEmpty()) {
            cluster.createIfAbsent(definition);
        }
    }

    static Manifest manifest() {
        try (InputStream in = SealedSecretDefinition.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not in the jar");
            }
            return Manifest.of(Json.parse(in.readAllBytes()), FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
