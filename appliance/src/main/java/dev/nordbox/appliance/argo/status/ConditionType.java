package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.Spelled;
import java.util.Optional;

/** What may be wrong with an Application. */
public enum ConditionType {
    DELETION_ERROR("DeletionError"),
    /** The spec cannot be honoured; nothing is synced. */
    INVALID_SPEC_ERROR("InvalidSpecError"),
    /** A part of the spec is not honoured; the rest is. */
    INVALID_SPEC_WARNING("InvalidSpecWarning"),
    /** Repository and cluster could not be compared. */
    COMPARISON_ERROR("ComparisonError"),
    /** An automated sync failed or was refused. */
    SYNC_ERROR("SyncError"),
    UNKNOWN_ERROR("UnknownError"),
    /** Ours, not Argo CD's: automated syncs are paused. */
    HELD_WARNING("HeldWarning"),
    /** Ours likewise: a Secret of the source is in the clear, and the project lets it pass. */
    PLAIN_SECRET_WARNING("PlainSecretWarning"),
    /** Ours, not Argo CD's: more would be deleted at once than is taken for meant. */
    PRUNE_WAITS_WARNING("PruneWaitsWarning"),
    /** Another Application has one of the objects. */
    SHARED_RESOURCE_WARNING("SharedResourceWarning"),
    /** The source has one object twice; the last one counts. */
    REPEATED_RESOURCE_WARNING("RepeatedResourceWarning"),
    /** The source has an object of a kind that is left out by configuration. */
    EXCLUDED_RESOURCE_WARNING("ExcludedResourceWarning"),
    /** Objects in the project's namespaces that no Application has. */
    ORPHANED_RESOURCE_WARNING("OrphanedResourceWarning");

    private final String text;

    ConditionType(String text) {
        this.text = text;
    }

    public boolean isError() {
        return text.endsWith("Error");
    }

    /** Empty for a text that is none of them. */
    public static Optional<ConditionType> of(String text) {
        return Spelled.find(ConditionType.class, text);
    }

    /** As Argo CD spells it. */
    @Override
    public String toString() {
        return text;
    }
}
