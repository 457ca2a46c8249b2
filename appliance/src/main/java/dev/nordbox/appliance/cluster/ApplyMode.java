package dev.nordbox.appliance.cluster;

/** Whether an apply is meant. */
public enum ApplyMode {
    /** The server validates, defaults and admits, and stores nothing. */
    DRY_RUN,
    REAL;

    boolean isDryRun() {
        return this == DRY_RUN;
    }
}
