package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.manifest.ResourceKey;

/** Is told of each Secret that is written or deleted, and why. Names alone, no value. */
public interface WriteBook {

    /** Nobody keeps books. */
    WriteBook NONE = (action, secret, cause) -> {};

    /**
     * @param action {@code create}, {@code replace} or {@code delete}
     * @param cause the ExternalSecret
     */
    void wrote(String action, ResourceKey secret, ResourceKey cause);
}
