package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectEvent;
import dev.nordbox.appliance.manifest.Manifest;
import java.time.Instant;

/**
 * What is told of an object, for {@code kubectl describe}; the words are External Secrets' own.
 *
 * @param type {@code Normal} or {@code Warning}
 * @param message without a value
 */
record Told(String type, String reason, String message) {

    static Told normal(String reason, String message) {
        return new Told("Normal", reason, message);
    }

    static Told warning(String reason, String message) {
        return new Told("Warning", reason, message);
    }

    Manifest event(LiveObject object, Instant now, int number) {
        String told =
                message.length() > ObjectEvent.LONGEST_MESSAGE
                        ? message.substring(0, ObjectEvent.LONGEST_MESSAGE - 3) + "..."
                        : message;
        return new ObjectEvent(type, reason, told, component(object.key().kind()))
                .of(object, now, number);
    }

    private static String component(String kind) {
        return switch (kind) {
            case "SecretStore" -> "secret-store";
            case "ClusterSecretStore" -> "cluster-secret-store";
            default -> "external-secrets";
        };
    }
}
