package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import java.util.Optional;

/**
 * Model of the journal's settings.
 *
 * @param days that entries are kept
 */
public record LogRetention(int days) {
    private static final String CONTROL = "LOG-02";

    /** How long logs are kept; empty when no profile says, or its steps are told to stay away. */
    static Optional<Integer> days(BoxConfig config) {
        return config.profile()
                .filter(profile -> profile.enforces(CONTROL))
                .map(profile -> profile.parameters().logDays());
    }
}
