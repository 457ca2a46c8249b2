package dev.nordbox.appliance.external;

/** When the store is asked again. */
public enum RefreshPolicy {
    PERIODIC,
    /** When the ExternalSecret has changed. */
    ON_CHANGE,
    CREATED_ONCE
}
