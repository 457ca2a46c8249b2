package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.directory.ManifestFileReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects for tests. */
public final class Manifests {

    private Manifests() {}

    /** A file of one. */
    public static Manifest read(String yaml) {
        try {
            return ManifestFileReader.read("by-hand.yaml", yaml).get(0);
        } catch (RenderException e) {
            throw new AssertionError(yaml, e);
        }
    }

    public static Manifest namespace(String name) {
        return object("v1", "Namespace", "", name, Map.of());
    }

    public static Manifest configMap(String namespace, String name, Map<String, ?> data) {
        return object("v1", "ConfigMap", namespace, name, Map.of("data", data));
    }

    /** A custom resource definition of group {@code test.nordbox.no}, any content allowed. */
    public static Manifest crd(String kind, String plural, boolean namespaced) {
        Map<String, Object> schema =
                Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true);
        return object(
                "apiextensions.k8s.io/v1",
                "CustomResourceDefinition",
                "",
                plural + ".test.nordbox.no",
                Map.of(
                        "spec",
                        Map.of(
                                "group",
                                "test.nordbox.no",
                                "scope",
                                namespaced ? "Namespaced" : "Cluster",
                                "names",
                                Map.of("kind", kind, "plural", plural),
                                "versions",
                                List.of(
                                        Map.of(
                                                "name",
                                                "v1",
                                                "served",
                                                true,
                                                "storage",
                                                true,
                                                "schema",
                                                Map.of("openAPIV3Schema", schema))))));
    }

    public static Manifest object(
            String apiVersion,
            String kind,
            String namespace,
            String name,
            Map<String, ?> otherFields) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", apiVersion);
        content.put("kind", kind);
        content.put("metadata", metadata);
        content.putAll(otherFields);
        return Manifest.of(content, name + ".yaml:1");
    }
}
