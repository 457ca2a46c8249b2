package dev.nordbox.installer.step;

import dev.nordbox.installer.host.Host;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a run writes down as it goes. */
final class Journal {
    private final Host host;
    private final Clock clock;
    private final List<StepResult> results = new ArrayList<>();
    private final List<FileDifference> files = new ArrayList<>();
    private Instant stepStart;
    private int surveys = 1;

    Journal(Host host, Clock clock) {
        this.host = host;
        this.clock = clock;
        this.stepStart = clock.instant();
    }

    /** Steps that are through. */
    int size() {
        return results.size();
    }

    void begin() {
        stepStart = clock.instant();
    }

    void wrote(List<FileDifference> more) {
        files.addAll(more);
    }

    void surveyed() {
        surveys++;
    }

    StepResult end(Step step, List<Change> changes, StepEngine.Mode mode) {
        StepResult result =
                new StepResult(
                        step.id(),
                        step.title(),
                        outcome(changes, mode),
                        changes,
                        Duration.between(stepStart, clock.instant()));
        results.add(result);
        return result;
    }

    private static StepResult.Outcome outcome(List<Change> changes, StepEngine.Mode mode) {
        if (changes.isEmpty()) {
            return StepResult.Outcome.UNCHANGED;
        }
        return mode == StepEngine.Mode.APPLY
                ? StepResult.Outcome.CHANGED
                : StepResult.Outcome.WOULD_CHANGE;
    }

    InstallReport report() {
        return new InstallReport(
                host.name(), results, files, surveys, host.roundTrips(), host.waited());
    }
}
