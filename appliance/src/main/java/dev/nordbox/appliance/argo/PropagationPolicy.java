package dev.nordbox.appliance.argo;

import java.util.Set;
import java.util.stream.Stream;

/** What happens to the objects that a pruned object owns. */
public enum PropagationPolicy {
    /** They go first. */
    FOREGROUND("foreground"),
    /** They go after it. */
    BACKGROUND("background"),
    /** They stay. */
    ORPHAN("orphan");

    private static final String OPTION = "PrunePropagationPolicy=";

    private final String value;

    PropagationPolicy(String value) {
        this.value = value;
    }

    /** Several at once: background goes before foreground, that before orphan. */
    static PropagationPolicy of(Set<String> options) {
        if (options.contains(OPTION + BACKGROUND.value)) {
            return BACKGROUND;
        }
        if (options.contains(OPTION + FOREGROUND.value)) {
            return FOREGROUND;
        }
        return options.contains(OPTION + ORPHAN.value) ? ORPHAN : FOREGROUND;
    }

    static boolean isOption(String option) {
        return Stream.of(values()).anyMatch(policy -> option.equals(OPTION + policy.value));
    }
}
