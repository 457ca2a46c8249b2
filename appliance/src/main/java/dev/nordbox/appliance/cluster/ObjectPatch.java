package dev.nordbox.appliance.cluster;

import java.util.List;
import java.util.Map;

/**
 * A change of an object, or of one of its subresources, that names only what changes.
 *
 * @param type how {@code body} is to be read
 * @param body a list of operations for {@link Type#JSON}, else a map
 * @param subresource {@code status} ...; {@code ""} for the object itself
 */
public record ObjectPatch(Type type, Object body, String subresource) {

    public enum Type {
        /** RFC 6902: operations, a {@code test} among them guards against a change in between. */
        JSON("application/json-patch+json"),
        /** RFC 7396: null takes a field away. */
        MERGE("application/merge-patch+json"),
        /** Server-side apply by force; JSON is YAML. */
        APPLY("application/apply-patch+yaml");

        private final String mediaType;

        Type(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }
    }

    public static ObjectPatch merge(Map<String, Object> body) {
        return new ObjectPatch(Type.MERGE, body, "");
    }

    /** What is said of the object, where its kind keeps that apart. */
    public static ObjectPatch status(Map<String, Object> status) {
        return new ObjectPatch(Type.MERGE, Map.of("status", status), "status");
    }

    public static ObjectPatch json(List<Object> operations) {
        return new ObjectPatch(Type.JSON, operations, "");
    }

    /** The others are refused if the value is another. */
    public static Map<String, Object> test(String path, Object value) {
        return Map.of("op", "test", "path", path, "value", value);
    }

    public static Map<String, Object> add(String path, Object value) {
        return Map.of("op", "add", "path", path, "value", value);
    }

    public static Map<String, Object> replace(String path, Object value) {
        return Map.of("op", "replace", "path", path, "value", value);
    }

    public static Map<String, Object> remove(String path) {
        return Map.of("op", "remove", "path", path);
    }
}
