package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Destination;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The repository that the controller was told to follow, as an Application: its objects are what
 * the repository holds. So Applications of the repository are followed like any other object, and
 * whoever asks the cluster sees where everything comes from.
 */
final class Roots {

    private static final String LABEL = "nordbox.no/root";

    private Roots() {}

    static boolean isRoot(LiveObject object) {
        return Fields.text(object.content(), "metadata", "labels", LABEL)
                .equals(Optional.of("true"));
    }

    /** What the root Application is to be. */
    static Manifest manifest(
            AppKey key, String url, String targetRevision, String path, Destination to) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", key.name());
        metadata.put("namespace", key.namespace());
        metadata.put("labels", Map.of(LABEL, "true"));
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("repoURL", url);
        source.put("targetRevision", targetRevision);
        source.put("path", path.isEmpty() ? "." : path);
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("project", "default");
        spec.put("source", source);
        spec.put(
                "destination",
                to.server().isEmpty()
                        ? Map.of("name", to.name(), "namespace", to.namespace())
                        : Map.of("server", to.server(), "namespace", to.namespace()));
        spec.put(
                "syncPolicy",
                Map.of(
                        "automated",
                        Map.of("prune", true, "selfHeal", true),
                        "retry",
                        Map.of("limit", -1)));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "argoproj.io/v1alpha1");
        content.put("kind", "Application");
        content.put("metadata", metadata);
        content.put("spec", spec);
        return Manifest.of(content, "the repository named to the controller");
    }
}
