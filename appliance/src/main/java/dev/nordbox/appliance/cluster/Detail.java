package dev.nordbox.appliance.cluster;

/** How much of each object is wanted. */
public enum Detail {
    /** apiVersion, kind and metadata: enough to see drift, and never a secret's data. */
    METADATA,
    FULL
}
