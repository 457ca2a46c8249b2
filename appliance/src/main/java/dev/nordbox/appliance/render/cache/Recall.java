package dev.nordbox.appliance.render.cache;

/** Whether a render that is remembered will do. */
public enum Recall {
    /** It will, where all that it has read is the same. */
    TRUSTED,
    /**
     * It is made again from the files, and takes the place of what was remembered, in the store,
     * too. For what cannot be taken back.
     */
    REPLACED
}
