package dev.nordbox.appliance.cluster;

/** Whether objects of a kind live in a namespace. Spelled as in a CRD. */
public enum Scope {
    NAMESPACED,
    CLUSTER
}
