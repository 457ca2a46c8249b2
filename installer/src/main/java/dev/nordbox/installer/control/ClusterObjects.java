package dev.nordbox.installer.control;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The objects that the API server holds, as the looking found them. */
record ClusterObjects(List<Object> items) {
    private static final String SYSTEM = "kube-system";

    /** Kubernetes' own and ours; no pod is admitted there. */
    private static final Set<String> WITHOUT_PODS =
            Set.of("kube-public", "kube-node-lease", "nordbox-system");

    /** Where Argo CD and Flux are usually put. */
    private static final List<String> OF_CONTROLLERS = List.of("argocd", "flux-system");

    static ClusterObjects of(Seen seen) {
        return ofText(seen.text("cluster"));
    }

    static ClusterObjects ofText(String json) {
        return new ClusterObjects(Fields.list(parse(json), "items"));
    }

    /** Empty when the text is no JSON: the server did not answer then. */
    static Map<String, Object> parse(String text) {
        int start = text.indexOf('{');
        try {
            return start < 0
                    ? Map.of()
                    : Json.parse(text.substring(start).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    List<Object> ofKind(String kind) {
        return items.stream()
                .filter(item -> Fields.text(item, "kind").orElse("").equals(kind))
                .toList();
    }

    List<Object> in(String namespace, String kind) {
        return ofKind(kind).stream().filter(item -> namespace(item).equals(namespace)).toList();
    }

    List<String> namespaces() {
        return ofKind("Namespace").stream().map(ClusterObjects::name).sorted().toList();
    }

    /** Of users, which pods may run in. */
    List<String> namespacesWithPods() {
        return ofKind("Namespace").stream()
                .filter(item -> !isGoing(item))
                .map(ClusterObjects::name)
                .filter(name -> !name.equals(SYSTEM) && !WITHOUT_PODS.contains(name))
                .filter(name -> !hasNoPods(name))
                .sorted()
                .toList();
    }

    private static boolean isGoing(Object item) {
        return Fields.at(item, "metadata", "deletionTimestamp").isPresent();
    }

    /** Nothing runs there, and nothing may. */
    private boolean hasNoPods(String namespace) {
        return in(namespace, "ResourceQuota").stream()
                .anyMatch(
                        quota ->
                                Fields.text(quota, "spec", "hard", "pods")
                                        .equals(Optional.of("0")));
    }

    /** Namespaces in which another GitOps controller runs. */
    List<String> controllersInside() {
        return OF_CONTROLLERS.stream()
                .filter(namespace -> !in(namespace, "Pod").isEmpty())
                .toList();
    }

    /** A pod that came to its end runs no image. */
    static boolean isFinished(Object item) {
        return List.of("Succeeded", "Failed")
                .contains(Fields.text(item, "status", "phase").orElse(""));
    }

    static String name(Object item) {
        return Fields.text(item, "metadata", "name").orElse("");
    }

    static String namespace(Object item) {
        return Fields.text(item, "metadata", "namespace").orElse("");
    }
}
