package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.ResourceKey;

/** Is told each change of an object, with its cause. */
public interface AuditTrail {

    /** For a cluster that nobody keeps books about. */
    AuditTrail NONE = (action, key, cause, managerBefore) -> {};

    /**
     * @param action in a word or two: {@code apply}, {@code prune}
     * @param managerBefore the field manager that changed the object last before we did; {@code ""}
     *     when it is not known, or was nobody else
     */
    void wrote(String action, ResourceKey key, Cause cause, String managerBefore);

    /** For what is no application's doing. */
    default WriteBook book() {
        return (action, key, cause, managerBefore) ->
                wrote(action, key, Cause.of(cause), managerBefore);
    }
}
