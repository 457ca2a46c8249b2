package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Manifest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is told of an object, for {@code kubectl describe}.
 *
 * @param type {@code Normal} or {@code Warning}
 * @param message without a value; {@link #LONGEST_MESSAGE} characters at most
 * @param component who says so
 */
public record ObjectEvent(String type, String reason, String message, String component) {

    /** The API server's limit. */
    public static final int LONGEST_MESSAGE = 1024;

    private static final int LONGEST_NAME = 230;

    /**
     * Where the object is; one of the cluster tells in {@code default}.
     *
     * @param number tells those of one moment apart
     */
    public Manifest of(LiveObject object, Instant now, int number) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        String namespace = object.key().namespace();
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
                        namespace.isEmpty() ? "default" : namespace));
        content.put("involvedObject", reference(object));
        content.put("type", type);
        content.put("reason", reason);
        content.put("message", message);
        content.put("source", Map.of("component", component));
        content.put("reportingComponent", component);
        content.put("reportingInstance", "");
        content.put("firstTimestamp", time);
        content.put("lastTimestamp", time);
        content.put("count", 1);
        return Manifest.of(content, "event");
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
