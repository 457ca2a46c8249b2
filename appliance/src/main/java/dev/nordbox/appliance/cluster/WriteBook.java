package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.ResourceKey;

/** Is told of each object that is written or deleted, and why. Names alone, no value. */
public interface WriteBook {

    /** Nobody keeps books. */
    WriteBook NONE = (action, object, cause, managerBefore) -> {};

    /**
     * @param action in a word or two: {@code create}, {@code replace}
     * @param cause the object whose doing it is, or {@code setup} for what the controller needs
     *     itself
     * @param managerBefore the field manager that changed the object last before we did; {@code ""}
     *     when it is not known, or was nobody else
     */
    void wrote(String action, ResourceKey object, String cause, String managerBefore);

    /** The object was not there before, or nobody else's. */
    default void wrote(String action, ResourceKey object, String cause) {
        wrote(action, object, cause, "");
    }

    /**
     * @param before as it was
     */
    default void wrote(String action, LiveObject before, String cause) {
        wrote(action, before.key(), cause, before.changedBy());
    }
}
