package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster in memory, a reconciler, and words for what they do. */
abstract class ReconcilerSetting {

    static final Manifest BLUE = configMap("", "web", Map.of("colour", "blue"));
    static final Manifest RED = configMap("", "web", Map.of("colour", "red"));
    static final Manifest OTHER = configMap("", "other", Map.of("a", "b"));
    static final ResourceKey WEB = configMap("default", "web", Map.of()).key();
    static final ResourceKey OTHER_KEY = OTHER.key().inNamespace("default");

    final InMemoryCluster cluster = new InMemoryCluster();
    final Reconciler reconciler = new Reconciler(cluster);

    static Manifest annotated(String annotation, String value) {
        Manifest manifest = configMap("", "x", Map.of());
        Fields.map(manifest.content(), "metadata").put("annotations", Map.of(annotation, value));
        return manifest;
    }

    PassReport reconcile(Wanted wanted) throws Exception {
        return reconciler.reconcile(wanted.state());
    }

    Optional<String> colour() {
        return Fields.text(cluster.content(WEB), "data", "colour");
    }

    String uid(ResourceKey key) {
        return Fields.text(cluster.content(key), "metadata", "uid").orElseThrow();
    }

    Optional<String> annotation(ResourceKey key, String name) {
        return Fields.text(cluster.content(key), "metadata", "annotations", name);
    }

    static Map<String, Object> removeTracking() {
        Map<String, Object> annotations = new java.util.HashMap<>();
        annotations.put("argocd.argoproj.io/tracking-id", null);
        return Map.of("metadata", Map.of("annotations", annotations));
    }

    List<String> inventory(String application) {
        ResourceKey key =
                new ResourceKey(
                        "", "ConfigMap", "nordbox-system", "nordbox-inventory-" + application);
        return Fields.text(cluster.content(key), "data", "objects")
                .orElseThrow()
                .lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    static List<String> conditions(PassReport report, String application) {
        return report.applications().stream()
                .filter(status -> status.name().equals(application))
                .flatMap(status -> status.conditions().stream())
                .map(Condition::message)
                .toList();
    }
}
