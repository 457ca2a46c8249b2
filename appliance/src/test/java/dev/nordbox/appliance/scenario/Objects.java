package dev.nordbox.appliance.scenario;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Objects of the scenarios, as people write them, and their names. */
final class Objects {

    private Objects() {}

    static Manifest manifest(String yaml) {
        return Manifest.of(yaml(yaml), "test");
    }

    static Manifest manifest(String yaml, String namespace) {
        Map<String, Object> content = new LinkedHashMap<>(yaml(yaml));
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.map(content, "metadata"));
        metadata.put("namespace", namespace);
        content.put("metadata", metadata);
        return Manifest.of(content, "test");
    }

    @SuppressWarnings("unchecked") // each test writes a map
    static Map<String, Object> yaml(String yaml) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    static ResourceKey key(String group, String kind, String namespace, String name) {
        return new ResourceKey(group, kind, namespace, name);
    }

    static ResourceKey application(String name) {
        return key("argoproj.io", "Application", "argocd", name);
    }

    static ResourceKey configMapKey(String namespace, String name) {
        return key("", "ConfigMap", namespace, name);
    }

    static ResourceKey namespace(String name) {
        return key("", "Namespace", "", name);
    }

    static ResourceKey deployment(String namespace, String name) {
        return key("apps", "Deployment", namespace, name);
    }

    static ResourceKey jobKey(String namespace, String name) {
        return key("batch", "Job", namespace, name);
    }

    static String namespaceText(String name) {
        return "apiVersion: v1\nkind: Namespace\nmetadata: {name: " + name + "}\n";
    }

    static String configMap(String name, String value) {
        return configMap(name, value, Map.of());
    }

    static String configMap(String name, String value, Map<String, String> annotations) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: %s
          annotations: {%s}
        data: {key: "%s"}
        """
                .formatted(name, flow(annotations), value);
    }

    /** A deployment of one container without anything special. */
    static String deployment(String name, Map<String, String> annotations) {
        return """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: %1$s
          annotations: {%2$s}
        spec:
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec: {containers: [{name: c, image: "registry.example.no/app:1"}]}
        """
                .formatted(name, flow(annotations));
    }

    static String job(String name, Map<String, String> annotations) {
        return """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: %s
          annotations: {%s}
        spec:
          template:
            spec: {restartPolicy: Never, containers: [{name: c, image: "registry.example.no/job:1"}]}
        """
                .formatted(name, flow(annotations));
    }

    private static String flow(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": \"" + entry.getValue() + "\"")
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }
}
