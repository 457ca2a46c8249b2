package dev.nordbox.appliance.external;

/** Whether a Secret is made, and whose it is. */
public enum CreationPolicy {
    /** Made, and it goes with the ExternalSecret. */
    OWNER,
    /** Made, and it stays. */
    ORPHAN,
    /** Only changed if it is there, and what else is in it is kept. */
    MERGE,
    /** Nothing is written. */
    NONE,
    /** Made if it is not there; what else is in it is kept. */
    CREATE_OR_MERGE;

    boolean keepsOtherKeys() {
        return this == MERGE || this == CREATE_OR_MERGE;
    }
}
