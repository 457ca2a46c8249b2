package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;

/** One thing that is to be done, or left, with one object. */
sealed interface Operation {

    ResourceKey key();

    record Apply(Manifest manifest, Difference difference) implements Operation {
        @Override
        public ResourceKey key() {
            return manifest.key();
        }
    }

    /**
     * Delete this very object.
     *
     * @param confirmed a person said so on the object: also with what people have put into it
     */
    record Prune(ResourceKey key, String uid, boolean confirmed) implements Operation {}

    /** Take it out of the inventory and leave it as it is. */
    record Release(ResourceKey key, String why) implements Operation {}

    /** Another application wants it: let go once that one has it. */
    record HandOver(ResourceKey key) implements Operation {}

    /** It left the repository, but is not deleted without a person saying so. */
    record Keep(ResourceKey key, String why, String remedy) implements Operation {

        private static final String AGREE =
                "Delete it by hand, or let us: annotate it argocd.argoproj.io/sync-options="
                        + SyncPlan.CONFIRMED;

        Keep(ResourceKey key, String why) {
            this(key, why, AGREE);
        }

        String explanation() {
            return key + " left the repository and is kept: " + why + ". " + remedy;
        }
    }
}
