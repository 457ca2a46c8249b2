package dev.nordbox.appliance.control;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;

/** Jobs of an application, and how their lives end. */
final class Jobs {

    private final Bed bed;
    private final String application;

    Jobs(Bed bed, String application) {
        this.bed = bed;
        this.application = application;
    }

    static ResourceKey key(String namespace, String name) {
        return new ResourceKey("batch", "Job", namespace, name);
    }

    void file(String name, String... annotations) {
        file(name, "name: " + name, annotations);
    }

    /**
     * @param named {@code name: a} or {@code generateName: a-}
     */
    void file(String file, String named, String[] annotations) {
        StringBuilder lines = new StringBuilder();
        for (String annotation : annotations) {
            lines.append("    ").append(annotation).append('\n');
        }
        bed.file(
                "apps/" + application + "/" + file + ".yaml",
                """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  %s
                  annotations:
                %sspec:
                  template: {}
                """
                        .formatted(named, lines));
    }

    boolean isThere(String name) {
        return bed.cluster.keys().contains(key(application, name));
    }

    /** Names of all that are there. */
    List<String> names() {
        return bed.cluster.keys().stream()
                .filter(key -> key.kind().equals("Job"))
                .map(ResourceKey::name)
                .sorted()
                .toList();
    }

    void complete(String name) {
        end(name, "Complete");
    }

    void fail(String name) {
        end(name, "Failed");
    }

    private void end(String name, String condition) {
        bed.cluster.edit(
                key(application, name),
                Map.of(
                        "status",
                        Map.of(
                                "conditions",
                                List.of(Map.of("type", condition, "status", "True")))));
    }

    String uid(String name) {
        return Fields.text(bed.cluster.content(key(application, name)), "metadata", "uid")
                .orElseThrow();
    }
}
