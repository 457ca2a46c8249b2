package dev.nordbox.appliance.render.cache;

/** Whether a render that is remembered will do; each level will do where one above it will. */
public enum Recall {
    /** It will, where all that it has read is the same, as far as that was recorded. */
    TRUSTED,
    /**
     * It will if this process has made it itself, from the files, and every directory that it
     * looked into is the same one to Git. For what cannot be taken back.
     */
    OWN,
    /**
     * It will not: it is made again from the files, and takes the place of what was remembered, in
     * the store, too. For who doubts all the same.
     */
    REPLACED;

    /** What was had with this belief in memory is good enough where that much is allowed. */
    public boolean willDoFor(Recall allowed) {
        return compareTo(allowed) >= 0;
    }

    /** The greater belief in memory of the two. */
    public Recall or(Recall other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
