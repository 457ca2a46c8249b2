package dev.nordbox.appliance.sync;

/** How an object in the cluster stands to its manifest. */
enum Difference {
    NONE,
    MISSING,
    CHANGED,
    /** Cannot be asked yet: its namespace or its kind comes with the same set. */
    NOT_KNOWN_YET
}
