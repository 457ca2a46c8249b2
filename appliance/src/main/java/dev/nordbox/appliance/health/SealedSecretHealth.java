package dev.nordbox.appliance.health;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import java.util.Optional;

/**
 * Whether a SealedSecret has become its Secret. A status of an earlier generation says nothing of
 * this one.
 */
final class SealedSecretHealth {

    private SealedSecretHealth() {}

    static Health of(LiveObject object) {
        long generation = Fields.number(object.content(), "metadata", "generation");
        Optional<Object> synced =
                Fields.list(object.content(), "status", "conditions").stream()
                        .filter(c -> Fields.text(c, "type").equals(Optional.of("Synced")))
                        .findFirst();
        if (synced.isEmpty()
                || Fields.number(object.content(), "status", "observedGeneration") < generation) {
            return new Health(HealthStatus.PROGRESSING, "waiting to be unsealed");
        }
        return Fields.text(synced.get(), "status").equals(Optional.of("False"))
                ? new Health(HealthStatus.DEGRADED, Fields.text(synced.get(), "message").orElse(""))
                : Health.HEALTHY;
    }
}
