package dev.nordbox.appliance.external;

/** What happens when the store has no such secret any more. */
public enum DeletionPolicy {
    /** It is a failure, and the Secret stays as it is. */
    RETAIN,
    /** Its keys go, and with the last one the Secret. */
    DELETE,
    /** Its keys go, and the Secret stays. */
    MERGE
}
