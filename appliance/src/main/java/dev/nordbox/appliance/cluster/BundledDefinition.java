package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A CustomResourceDefinition that comes in the jar, brought where there is none; another's is kept.
 */
public record BundledDefinition(Manifest manifest) {

    /**
     * @param owner the class it lies beside
     * @param file its name, JSON
     */
    public static BundledDefinition beside(Class<?> owner, String file) {
        try (InputStream in = owner.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the jar");
            }
            return new BundledDefinition(Manifest.of(Json.parse(in.readAllBytes()), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void bring(Cluster cluster, WriteBook book) throws ClusterException {
        if (cluster.get(manifest.key()).isEmpty() && cluster.createIfAbsent(manifest)) {
            book.wrote("create", manifest.key(), "setup");
        }
    }
}
