package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.argo.ResourceOptions;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.ResourceKey;

/**
 * An object that the application has and no longer wants.
 *
 * @param fate what becomes of it
 * @param reason why it stays or waits, and what a person can do; {@code ""} when it goes
 */
public record Leftover(LiveEntry entry, ResourceOptions options, Fate fate, String reason) {

    /** What becomes of an object that left the repository. */
    public enum Fate {
        /** It is deleted. */
        GOES,
        /** It stays until a person says otherwise; the application is OutOfSync. */
        STAYS,
        /** It is deleted as soon as a person confirms. */
        WAITS_FOR_A_PERSON,
        /** Whose it will be is not known yet. */
        UNDECIDED,
        /** It stays, and nobody minds. */
        RELEASED;

        /** Nothing becomes of it until somebody says or does something. */
        public boolean isUpToAPerson() {
            return this == STAYS || this == WAITS_FOR_A_PERSON;
        }
    }

    /** The same, which stays until a person has done something. */
    public Leftover kept(String why) {
        return new Leftover(entry, options, Fate.STAYS, why);
    }

    public ResourceKey key() {
        return entry.key();
    }
}
