package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The definitions of the kinds, brought where there are none; another's are kept. */
final class ExternalDefinitions {
    private static final List<String> FILES =
            List.of("externalsecrets", "secretstores", "clustersecretstores");

    private ExternalDefinitions() {}

    static void bring(Cluster cluster) throws ClusterException {
        for (Manifest definition : manifests()) {
            if (cluster.get(definition.key()).isEmpty()) {
                cluster.createIfAbsent(definition);
            }
        }
    }

    static List<Manifest> manifests() {
        return FILES.stream().map(name -> manifest(name + ".external-secrets.io.json")).toList();
    }

    private static Manifest manifest(String file) {
        try (InputStream in = ExternalDefinitions.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the jar");
            }
            return Manifest.of(Json.parse(in.readAllBytes()), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
