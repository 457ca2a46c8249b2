package dev.nordbox.appliance.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The trees that rendering is measured with; the same for us and for the original's process. */
final class RenderTrees {
    private RenderTrees() {}

    /** Writes every tree below a directory: {@code RenderTrees DIR}. */
    public static void main(String[] arguments) throws IOException {
        Path top = Path.of(arguments[0]);
        write(small(), top.resolve("small"));
        write(large(500), top.resolve("large"));
        write(monorepo(), top.resolve("monorepo"));
    }

    private static void write(Map<String, String> tree, Path top) throws IOException {
        for (Map.Entry<String, String> file : tree.entrySet()) {
            Path path = top.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /** A base of two objects and an overlay with a patch, an image and a generator. */
    static Map<String, String> small() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("base/kustomization.yaml", "resources: [deployment.yaml, service.yaml]\n");
        files.put("base/deployment.yaml", deployment("web"));
        files.put(
                "base/service.yaml",
                "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
                        + "spec: {selector: {app: web}, ports: [{port: 80}]}\n");
        files.put("overlay/kustomization.yaml", overlay("../base", "staging"));
        files.put(
                "overlay/patch.yaml",
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
                        + "spec: {replicas: 3}\n");
        return files;
    }

    private static String overlay(String base, String namespace) {
        return ("resources: [%s]\nnamespace: %s\nnamePrefix: %s-\n"
                        + "images: [{name: registry.example/web, newTag: \"2\"}]\n"
                        + "patches: [{path: patch.yaml}]\n"
                        + "configMapGenerator: [{name: settings, literals: [stage=%s]}]\n")
                .formatted(base, namespace, namespace, namespace);
    }

    /** Deployments under prefix, namespace, labels and images. */
    static Map<String, String> large(int deployments) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < deployments; i++) {
            all.append("---\n").append(deployment("web-" + i));
        }
        return Map.of(
                "overlay/deployments.yaml",
                all.toString(),
                "overlay/kustomization.yaml",
                "resources: [deployments.yaml]\nnamePrefix: prod-\nnamespace: production\n"
                        + "labels: [{pairs: {team: shop}, includeSelectors: true}]\n"
                        + "images: [{name: registry.example/web, newTag: \"2\"}]\n");
    }

    /** A hundred overlays of one base. */
    static Map<String, String> monorepo() {
        Map<String, String> files = new LinkedHashMap<>(small());
        for (int i = 0; i < 100; i++) {
            files.put(
                    "overlays/o" + i + "/kustomization.yaml", overlay("../../base", "space-" + i));
            files.put("overlays/o" + i + "/patch.yaml", files.get("overlay/patch.yaml"));
        }
        return files;
    }

    private static String deployment(String name) {
        return """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: %s
        spec:
          selector:
            matchLabels:
              app: %s
          template:
            metadata:
              labels:
                app: %s
            spec:
              containers:
                - name: web
                  image: registry.example/web:1
                  ports:
                    - containerPort: 8080
                  env:
                    - name: STAGE
                      value: base
        """
                .formatted(name, name, name);
    }
}
