package dev.nordbox.appliance.sync;

/**
 * Something a person should know about an application.
 *
 * @param type Argo CD's word, see the constants
 * @param message what, where, what now
 */
public record Condition(String type, String message) {

    /** The Application asks for what is not honoured, or contradicts itself. */
    public static final String INVALID_SPEC = "InvalidSpecError";

    /** What is wanted, or what is there, could not be read. */
    public static final String COMPARISON = "ComparisonError";

    /** Applying or pruning did not come to its end. */
    public static final String SYNC = "SyncError";

    /** Another application wants the same object. */
    public static final String SHARED_RESOURCE = "SharedResourceWarning";

    /** It left the repository and is still in the cluster. */
    public static final String ORPHANED_RESOURCE = "OrphanedResourceWarning";

    /**
     * It differs, and the policy leaves that to a person: no word of Argo CD's, which has a button.
     */
    public static final String MANUAL_SYNC = "ManualSyncWarning";

    /** A defect of ours. */
    public static final String UNKNOWN = "UnknownError";
}
