package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.assess.Health;
import java.time.Instant;
import java.util.Optional;

/**
 * Health, and since when.
 *
 * @param lastTransitionTime when the value became what it is
 */
public record HealthSummary(Health health, Optional<Instant> lastTransitionTime) {

    /** The next health: the time stays while the value does, whatever the message says. */
    public HealthSummary then(Health next, Instant now) {
        return next.status() == health.status()
                ? new HealthSummary(next, lastTransitionTime)
                : since(next, now);
    }

    public static HealthSummary since(Health health, Instant time) {
        return new HealthSummary(health, Optional.of(time));
    }
}
