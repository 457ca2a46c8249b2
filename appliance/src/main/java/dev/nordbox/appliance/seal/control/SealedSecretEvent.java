package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectEvent;
import dev.nordbox.appliance.manifest.Manifest;
import java.time.Instant;

/** The event that {@code kubectl describe sealedsecret} shows, as Bitnami's controller sends it. */
final class SealedSecretEvent {
    private static final String COMPONENT = "sealed-secrets";

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
        if (message.length() > ObjectEvent.LONGEST_MESSAGE) {
            message = message.substring(0, ObjectEvent.LONGEST_MESSAGE - 1) + "…";
        }
        return new ObjectEvent(failed ? "Warning" : "Normal", reason, message, COMPONENT)
                .of(object, now, 0);
    }
}
