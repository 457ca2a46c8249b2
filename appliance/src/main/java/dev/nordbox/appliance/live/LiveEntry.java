package dev.nordbox.appliance.live;

import dev.nordbox.appliance.assess.Health;
import dev.nordbox.appliance.manifest.Digest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of an object in the cluster instead of the object.
 *
 * @param version resourceVersion as the growing number it is in every API server
 * @param applied digest of the fields that we applied and their values; empty when we applied none
 * @param adoptable fields of it belong to a client that the repository takes over from
 * @param application whose the object says it is, by its tracking mark
 * @param annotations those that this controller and Argo CD read
 * @param changedBy the field manager that changed it last beside us; {@code ""} for none
 * @param hookRun the sync that created it, for a hook of ours
 */
public record LiveEntry(
        ResourceKey key,
        String uid,
        long version,
        Optional<Digest> applied,
        boolean adoptable,
        Optional<String> application,
        Map<String, String> annotations,
        String changedBy,
        boolean terminating,
        Optional<String> hookRun,
        boolean takesVolumes,
        Health health) {

    public LiveEntry {
        annotations = Map.copyOf(annotations);
    }

    LiveEntry asTerminating() {
        return new LiveEntry(
                key,
                uid,
                version,
                applied,
                adoptable,
                application,
                annotations,
                changedBy,
                true,
                hookRun,
                takesVolumes,
                health);
    }

    /** Nothing that anybody would act upon differs. */
    boolean sameAs(LiveEntry other) {
        return equals(
                new LiveEntry(
                        other.key,
                        other.uid,
                        version,
                        other.applied,
                        other.adoptable,
                        other.application,
                        other.annotations,
                        changedBy, // what it changed is what counts
                        other.terminating,
                        other.hookRun,
                        other.takesVolumes,
                        other.health));
    }
}
