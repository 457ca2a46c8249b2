package dev.nordbox.appliance.health;

/**
 * How one object is.
 *
 * @param message why it is not Healthy, for people; {@code ""} otherwise
 */
public record Health(HealthStatus status, String message) {

    public static final Health HEALTHY = new Health(HealthStatus.HEALTHY, "");
    public static final Health MISSING = new Health(HealthStatus.MISSING, "");
}
