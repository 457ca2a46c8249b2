package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Manifest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is told of an object, for {@code kubectl describe}; the words are External Secrets' own.
 *
 * @param type {@code Normal} or {@code Warning}
 * @param message without a value
 */
record Told(String type, String reason, String message) {

    /** The API server's limit. */
    private static final int LONGEST = 1024;

    private static final int LONGEST_NAME = 230;

    static Told normal(String reason, String message) {
        return new Told("Normal", reason, message);
    }

    static Told warning(String reason, String message) {
        return new Told("Warning", reason, message);
    }

    /**
     * @param namespace of the event; that of the object, or {@code default}
     * @param number tells those of one moment apart
     */
    Manifest event(LiveObject object, Instant now, int number) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        String namespace =
                object.key().namespace().isEmpty() ? "default" : object.key().namespace();
        String name = object.key().name();
        long unique = now.getEpochSecond() * 1_000_000_000L + now.getNano() + number;
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "v1");
        content.put("kind", "Event");
        content.put(
                "metadata",
                Map.of(
                        "name",
                        (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name)
                                + "."
                                + Long.toHexString(unique),
                        "namespace",
                        namespace));
        content.put("involvedObject", reference(object));
        content.put("type", type);
        content.put("reason", reason);
        content.put(
                "message",
                message.length() > LONGEST ? message.substring(0, LONGEST - 3) + "..." : message);
        content.put("source", Map.of("component", component(object.key().kind())));
        content.put("reportingComponent", component(object.key().kind()));
        content.put("reportingInstance", "");
        content.put("firstTimestamp", time);
        content.put("lastTimestamp", time);
        content.put("count", 1);
        return Manifest.of(content, "event");
    }

    private static String component(String kind) {
        return switch (kind) {
            case "SecretStore" -> "secret-store";
            case "ClusterSecretStore" -> "cluster-secret-store";
            default -> "external-secrets";
        };
    }

    private static Map<String, Object> reference(LiveObject object) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("apiVersion", object.apiVersion());
        reference.put("kind", object.key().kind());
        if (!object.key().namespace().isEmpty()) {
            reference.put("namespace", object.key().namespace());
        }
        reference.put("name", object.key().name());
        reference.put("uid", object.uid());
        reference.put("resourceVersion", object.resourceVersion());
        return reference;
    }
}
