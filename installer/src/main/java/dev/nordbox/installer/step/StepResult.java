package dev.nordbox.installer.step;

import java.time.Duration;
import java.util.List;

/**
 * How one step ended.
 *
 * @param changes descriptions of what was done, or would be
 */
public record StepResult(
        String id, String title, Outcome outcome, List<String> changes, Duration took) {

    /** What became of the step. */
    public enum Outcome {
        UNCHANGED,
        CHANGED,
        WOULD_CHANGE
    }

    public StepResult {
        changes = List.copyOf(changes);
    }
}
