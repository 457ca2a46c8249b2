package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.BundledDefinition;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;

/** The definitions of the kinds. */
final class ExternalDefinitions {
    private static final List<String> FILES =
            List.of("externalsecrets", "secretstores", "clustersecretstores");

    private ExternalDefinitions() {}

    static void bring(Cluster cluster, WriteBook book) throws ClusterException {
        for (BundledDefinition definition : definitions()) {
            definition.bring(cluster, book);
        }
    }

    static List<Manifest> manifests() {
        return definitions().stream().map(BundledDefinition::manifest).toList();
    }

    private static List<BundledDefinition> definitions() {
        return FILES.stream()
                .map(
                        name ->
                                BundledDefinition.beside(
                                        ExternalDefinitions.class,
                                        name + ".external-secrets.io.json"))
                .toList();
    }
}
