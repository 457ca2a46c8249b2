package dev.nordbox.appliance.assess;

import java.util.Optional;

/** Argo CD's health values, the worst first. */
public enum HealthStatus {
    /** Its health could not be told. */
    UNKNOWN("Unknown"),
    /** It failed, or will not get healthy by itself. */
    DEGRADED("Degraded"),
    /** It is not in the cluster. */
    MISSING("Missing"),
    /** Not healthy yet, with every chance to get there. */
    PROGRESSING("Progressing"),
    /** Somebody paused it. */
    SUSPENDED("Suspended"),
    HEALTHY("Healthy");

    private final String text;

    HealthStatus(String text) {
        this.text = text;
    }

    public boolean isWorseThan(HealthStatus other) {
        return compareTo(other) < 0;
    }

    public HealthStatus worst(HealthStatus other) {
        return isWorseThan(other) ? this : other;
    }

    /** Empty for a text that is none of them. */
    public static Optional<HealthStatus> of(String text) {
        for (HealthStatus status : values()) {
            if (status.text.equals(text)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    /** As Argo CD spells it. */
    @Override
    public String toString() {
        return text;
    }
}
