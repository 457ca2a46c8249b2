package dev.nordbox.appliance.health;

import java.util.stream.Stream;

/** Argo CD's health values, the worst first. */
public enum HealthStatus {
    UNKNOWN("Unknown"),
    DEGRADED("Degraded"),
    MISSING("Missing"),
    PROGRESSING("Progressing"),
    SUSPENDED("Suspended"),
    HEALTHY("Healthy");

    private final String text;

    HealthStatus(String text) {
        this.text = text;
    }

    public HealthStatus worst(HealthStatus other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** The worst of many; Healthy when there are none. */
    public static HealthStatus worstOf(Stream<HealthStatus> many) {
        return many.reduce(HEALTHY, HealthStatus::worst);
    }

    /** As Argo CD spells it. */
    @Override
    public String toString() {
        return text;
    }
}
