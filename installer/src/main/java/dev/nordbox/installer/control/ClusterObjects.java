package dev.nordbox.installer.control;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The objects that the API server holds, as the looking found them. */
record ClusterObjects(List<Object> items) {

    static ClusterObjects of(Seen seen) {
        return new ClusterObjects(Fields.list(parse(seen.text("cluster")), "items"));
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

    static String name(Object item) {
        return Fields.text(item, "metadata", "name").orElse("");
    }

    static String namespace(Object item) {
        return Fields.text(item, "metadata", "namespace").orElse("");
    }
}
