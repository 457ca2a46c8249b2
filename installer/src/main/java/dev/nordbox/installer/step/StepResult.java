package dev.nordbox.installer.step;

import java.time.Duration;
import java.util.List;

/**
 * How one step ended.
 *
 * @param made what was done, or would be
 */
public record StepResult(
        String id, String title, Outcome outcome, List<Change> made, Duration took) {

    /** What became of the step. */
    public enum Outcome {
        UNCHANGED,
        CHANGED,
        WOULD_CHANGE
    }

    public StepResult {
        made = List.copyOf(made);
    }

    /** Descriptions of what was done, or would be. */
    public List<String> changes() {
        return made.stream().map(Change::description).toList();
    }
}
