package dev.nordbox.appliance.manifest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One Kubernetes object as the repository wants it.
 *
 * @param apiVersion group and version, or the version alone in the core group
 * @param content the whole object: maps, lists, strings, numbers, booleans and nulls as JSON has
 *     them
 * @param origin where it comes from, for people: {@code apps/base/web.yaml:12}, or the
 *     kustomization
 * @param kustomized empty for what no kustomization has a part in
 */
public record Manifest(
        ResourceKey key,
        String apiVersion,
        Map<String, Object> content,
        String origin,
        Optional<Kustomized> kustomized) {

    /** An object as it is written. */
    public Manifest(
            ResourceKey key, String apiVersion, Map<String, Object> content, String origin) {
        this(key, apiVersion, content, origin, Optional.empty());
    }

    /**
     * An object from its fields; an absent name or namespace is {@code ""}.
     *
     * @throws IllegalArgumentException when apiVersion or kind is absent
     */
    public static Manifest of(Map<String, Object> content, String origin) {
        String apiVersion = required(content, "apiVersion", origin);
        GroupKind type = GroupKind.of(apiVersion, required(content, "kind", origin));
        ResourceKey key =
                new ResourceKey(
                        type.group(),
                        type.kind(),
                        Fields.text(content, "metadata", "namespace").orElse(""),
                        Fields.text(content, "metadata", "name").orElse(""));
        return new Manifest(key, apiVersion, content, origin);
    }

    /** The same object elsewhere, or with other fields; it comes from where it came from. */
    public Manifest as(ResourceKey otherKey, Map<String, Object> otherContent) {
        return new Manifest(otherKey, apiVersion, otherContent, origin, kustomized);
    }

    /** The same object, of which it is told otherwise where it comes from. */
    public Manifest from(String otherOrigin) {
        return new Manifest(key, apiVersion, content, otherOrigin, kustomized);
    }

    /** The annotation's value, if the object has it. */
    public Optional<String> annotation(String name) {
        return Fields.text(content, "metadata", "annotations", name);
    }

    /** The same with one more annotation, or another value of it. */
    public Manifest annotated(String name, String value) {
        Map<String, Object> annotations =
                new LinkedHashMap<>(Fields.map(content, "metadata", "annotations"));
        annotations.put(name, value);
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.map(content, "metadata"));
        metadata.put("annotations", annotations);
        Map<String, Object> annotated = new LinkedHashMap<>(content);
        annotated.put("metadata", metadata);
        return new Manifest(key, apiVersion, annotated, origin);
    }

    private static String required(Map<String, Object> content, String field, String origin) {
        return Fields.text(content, field)
                .orElseThrow(() -> new IllegalArgumentException(origin + ": no " + field));
    }
}
