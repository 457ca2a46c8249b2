package dev.nordbox.appliance.control;

import dev.nordbox.appliance.manifest.ResourceKey;

/** Is told each change of an object, with its cause. */
public interface AuditTrail {

    /** For a cluster that nobody keeps books about. */
    AuditTrail NONE = (action, key, cause) -> {};

    void wrote(String action, ResourceKey key, Cause cause);
}
