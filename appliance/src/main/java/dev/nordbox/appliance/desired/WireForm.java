package dev.nordbox.appliance.desired;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Turns what people write into what the server keeps, where the two differ: a field that the server
 * moves or fills on its own is owned by nobody afterwards, and would neither be healed nor removed.
 */
final class WireForm {

    private static final GroupKind SECRET = new GroupKind("", "Secret");
    private static final GroupKind CLUSTER_ROLE =
            new GroupKind("rbac.authorization.k8s.io", "ClusterRole");

    /** Written by the server; a manifest that was exported from a cluster still has them. */
    private static final Set<String> SERVER_METADATA =
            Set.of(
                    "creationTimestamp",
                    "deletionGracePeriodSeconds",
                    "deletionTimestamp",
                    "generation",
                    "managedFields",
                    "resourceVersion",
                    "selfLink",
                    "uid");

    private WireForm() {}

    /**
     * @param statusApart the kind's status is written apart from the object
     * @param marks annotations to add
     */
    static Map<String, Object> of(
            Map<String, Object> written,
            ResourceKey key,
            boolean statusApart,
            Map<String, String> marks) {
        Map<String, Object> content = new LinkedHashMap<>(written);
        content.put("metadata", metadata(written, key, marks));
        if (statusApart) {
            content.remove("status");
        }
        if (key.groupKind().equals(SECRET)) {
            foldStringData(content);
        }
        if (key.groupKind().equals(CLUSTER_ROLE) && content.containsKey("aggregationRule")) {
            content.remove("rules"); // filled by the cluster: to own them is to fight for them
        }
        return content;
    }

    private static Map<String, Object> metadata(
            Map<String, Object> written, ResourceKey key, Map<String, String> marks) {
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.map(written, "metadata"));
        metadata.keySet().removeAll(SERVER_METADATA);
        metadata.remove("namespace");
        if (!key.namespace().isEmpty()) {
            metadata.put("namespace", key.namespace());
        }
        if (!marks.isEmpty()) {
            Map<String, Object> annotations =
                    new LinkedHashMap<>(Fields.map(metadata, "annotations"));
            annotations.putAll(marks);
            metadata.put("annotations", annotations);
        }
        return metadata;
    }

    /** The server moves it into data and owns it for nobody; it wins over data, as there. */
    private static void foldStringData(Map<String, Object> secret) {
        if (!(secret.get("stringData") instanceof Map<?, ?> texts)) {
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>(Fields.map(secret, "data"));
        texts.forEach((name, text) -> data.put(String.valueOf(name), encoded(text)));
        secret.remove("stringData");
        secret.put("data", data);
    }

    /** What is no text stays, for the server to refuse in its own words. */
    private static Object encoded(Object text) {
        return text instanceof String string
                ? Base64.getEncoder().encodeToString(string.getBytes(StandardCharsets.UTF_8))
                : text;
    }
}
