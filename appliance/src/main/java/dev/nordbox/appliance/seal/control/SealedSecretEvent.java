package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Manifest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The event that {@code kubectl describe sealedsecret} shows, as Bitnami's controller sends it. */
final class SealedSecretEvent {
    private static final String COMPONENT = "sealed-secrets";

    /** The API server's limit. */
    private static final int LONGEST_MESSAGE = 1024;

    private SealedSecretEvent() {}

    static Manifest of(LiveObject object, UnsealResult result, Instant now) {
        boolean failed = result instanceof UnsealResult.Failed;
        String reason = "Unsealed";
        String message = "SealedSecret unsealed successfully";
        if (result instanceof UnsealResult.Failed failure) {
            reason = failure.reason();
            message =
                    reason.equals(UnsealResult.Failed.UNSEAL)
                            ? "Failed to unseal: " + failure.message()
                            : failure.message();
        }
        if (message.length() > LONGEST_MESSAGE) {
            message = message.substring(0, LONGEST_MESSAGE - 1) + "…";
        }
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        String namespace = object.key().namespace();
        long unique = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "v1");
        content.put("kind", "Event");
        content.put(
                "metadata",
                Map.of(
                        "name",
                        shortened(object.key().name()) + "." + Long.toHexString(unique),
                        "namespace",
                        namespace));
        content.put("involvedObject", reference(object));
        content.put("type", failed ? "Warning" : "Normal");
        content.put("reason", reason);
        content.put("message", message);
        content.put("source", Map.of("component", COMPONENT));
        content.put("reportingComponent", COMPONENT);
        content.put("reportingInstance", "");
        content.put("firstTimestamp", time);
        content.put("lastTimestamp", time);
        content.put("count", 1);
        return Manifest.of(content, "event");
    }

    private static String shortened(String name) {
        return name.length() > 230 ? name.substring(0, 230) : name;
    }

    private static Map<String, Object> reference(LiveObject object) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("apiVersion", object.apiVersion());
        reference.put("kind", object.key().kind());
        reference.put("namespace", object.key().namespace());
        reference.put("name", object.key().name());
        reference.put("uid", object.uid());
        reference.put("resourceVersion", object.resourceVersion());
        return reference;
    }
}
