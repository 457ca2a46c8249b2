package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.Map;
import java.util.Optional;

/**
 * A live object as the rules look at it.
 *
 * @param content the whole object
 */
record Live(Map<String, Object> content) {

    GroupKind kind() {
        return GroupKind.of(
                Fields.text(content, "apiVersion").orElse(""),
                Fields.text(content, "kind").orElse(""));
    }

    /** The API group and version: {@code apps/v1}. */
    String apiVersion() {
        return Fields.text(content, "apiVersion").orElse("");
    }

    String name() {
        return Fields.text(content, "metadata", "name").orElse("");
    }

    Map<String, Object> spec() {
        return Fields.map(content, "spec");
    }

    Map<String, Object> status() {
        return Fields.map(content, "status");
    }

    KubeConditions conditions() {
        return KubeConditions.of(status());
    }

    Optional<String> annotation(String name) {
        return Fields.text(content, "metadata", "annotations", name);
    }

    boolean hasAnnotation(String name, String value) {
        return annotation(name).equals(Optional.of(value));
    }

    boolean isBeingDeleted() {
        return Fields.at(content, "metadata", "deletionTimestamp").isPresent();
    }

    boolean hasFinalizer(String name) {
        return Fields.list(content, "metadata", "finalizers").contains(name);
    }

    long generation() {
        return Fields.number(content, "metadata", "generation");
    }

    long observedGeneration() {
        return Fields.number(status(), "observedGeneration");
    }

    /** A number of the status; 0 when absent. */
    long counted(String field) {
        return Fields.number(status(), field);
    }

    /** A number of the spec, which the API server fills in. */
    Optional<Long> wanted(String... path) {
        return Fields.at(spec(), path)
                .filter(Number.class::isInstance)
                .map(number -> ((Number) number).longValue());
    }
}
