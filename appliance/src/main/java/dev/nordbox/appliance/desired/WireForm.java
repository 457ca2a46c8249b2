package dev.nordbox.appliance.desired;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what people write into what the server keeps, where the two differ: a field that the server
 * moves or fills on its own is owned by nobody afterwards, and would neither be healed nor removed.
 */
final class WireForm {

    private static final GroupKind SECRET = new GroupKind("", "Secret");
    private static final GroupKind CLUSTER_ROLE =
            new GroupKind("rbac.authorization.k8s.io", "ClusterRole");

    private static final GroupKind NETWORK_POLICY =
            new GroupKind("networking.k8s.io", "NetworkPolicy");
    private static final GroupKind SERVICE = new GroupKind("", "Service");

    /** Kubernetes' own, but for what holds schemas of others. */
    private static final Set<String> BUILT_IN =
            Set.of(
                    "",
                    "admissionregistration.k8s.io",
                    "apps",
                    "autoscaling",
                    "batch",
                    "networking.k8s.io",
                    "policy",
                    "rbac.authorization.k8s.io",
                    "scheduling.k8s.io",
                    "storage.k8s.io");

    /** Null is a value there, the empty one. */
    private static final Set<String> VALUES = Set.of("data", "stringData", "binaryData");

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
        if (isBuiltIn(key.groupKind())) {
            content.replaceAll((field, value) -> VALUES.contains(field) ? value : full(value));
            content.values().removeIf(Objects::isNull);
        }
        if (key.groupKind().equals(SECRET)) {
            foldStringData(content);
        }
        if (key.groupKind().equals(CLUSTER_ROLE) && content.containsKey("aggregationRule")) {
            content.remove("rules"); // filled by the cluster: to own them is to fight for them
        }
        if (key.groupKind().equals(NETWORK_POLICY) && content.get("spec") instanceof Map) {
            content.put("spec", typed(Fields.map(content, "spec")));
        }
        if (key.groupKind().equals(SERVICE) && content.get("spec") instanceof Map) {
            content.put("spec", withoutIdlePorts(Fields.map(content, "spec")));
        }
        return content;
    }

    /** Of a custom resource a null may be a value; of a definition it may be a default. */
    private static boolean isBuiltIn(GroupKind kind) {
        return BUILT_IN.contains(kind.group());
    }

    /** A null would be owned: {@code replicas:} left empty is 1 at each heal, against an HPA. */
    private static @Nullable Object full(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> full = new LinkedHashMap<>(Fields.map(map));
            full.values().removeIf(Objects::isNull);
            full.replaceAll((field, inner) -> full(inner));
            return full;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>(list);
            items.replaceAll(WireForm::full);
            return items;
        }
        return value;
    }

    /**
     * The server fills them once, when it is created, and never follows the rules afterwards: the
     * first egress rule would restrict nothing, and the last one that goes would leave all closed.
     */
    private static Map<String, Object> typed(Map<String, Object> written) {
        if (!Fields.list(written, "policyTypes").isEmpty()) {
            return written;
        }
        Map<String, Object> spec = new LinkedHashMap<>(written);
        spec.put(
                "policyTypes",
                Fields.list(written, "egress").isEmpty()
                        ? List.of("Ingress")
                        : List.of("Ingress", "Egress"));
        return spec;
    }

    /** The server takes it away once, and refuses the very same manifest from then on. */
    private static Map<String, Object> withoutIdlePorts(Map<String, Object> written) {
        boolean inside = Fields.text(written, "type").orElse("ClusterIP").equals("ClusterIP");
        if (!inside || Fields.list(written, "ports").isEmpty()) {
            return written;
        }
        Map<String, Object> spec = new LinkedHashMap<>(written);
        List<Object> ports = new ArrayList<>();
        for (Object port : Fields.list(written, "ports")) {
            Map<String, Object> kept = new LinkedHashMap<>(Fields.map(port));
            kept.remove("nodePort");
            ports.add(port instanceof Map ? kept : port);
        }
        spec.put("ports", ports);
        return spec;
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
