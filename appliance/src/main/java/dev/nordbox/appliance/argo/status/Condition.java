package dev.nordbox.appliance.argo.status;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that is wrong with an Application.
 *
 * @param lastTransitionTime since when; empty for one that is new and gets its time in {@link
 *     Conditions#with}
 */
public record Condition(ConditionType type, String message, Optional<Instant> lastTransitionTime) {

    public static Condition of(ConditionType type, String message) {
        return new Condition(type, message, Optional.empty());
    }
}
