package dev.nordbox.appliance.desired;

import dev.nordbox.appliance.manifest.ResourceKey;

/**
 * An object that cannot be applied.
 *
 * @param origin where in the repository it is written
 * @param message what is wrong with it and, where we know, what to do
 * @param ofSpec a field of the Application can mend it as well
 */
public record Refusal(ResourceKey key, String origin, String message, boolean ofSpec) {

    /** One line for a person. */
    @Override
    public String toString() {
        return origin + ": " + key + ": " + message;
    }
}
