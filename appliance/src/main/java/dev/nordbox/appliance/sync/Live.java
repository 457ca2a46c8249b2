package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.LiveObject;
import java.util.Optional;

/**
 * What drift and pruning need to know of an object in the cluster; kept instead of the object.
 *
 * @param applied digest of the list of fields we own; empty when we own none
 * @param application whose the object says it is
 */
record Live(
        String uid,
        Optional<Digest> applied,
        Optional<String> application,
        Optional<String> syncOptions,
        boolean terminating) {

    static Live of(LiveObject object) {
        return new Live(
                object.uid(),
                object.fieldsAppliedBy(Cluster.FIELD_MANAGER).map(Digest::of),
                TrackingId.applicationOf(object),
                object.annotation("argocd.argoproj.io/sync-options"),
                object.terminating());
    }

    /** Comma list, as Argo CD reads it: {@code Prune=false}. */
    boolean hasSyncOption(String option) {
        return syncOptions.stream()
                .flatMap(list -> java.util.Arrays.stream(list.split(",")))
                .anyMatch(entry -> entry.trim().equals(option));
    }
}
