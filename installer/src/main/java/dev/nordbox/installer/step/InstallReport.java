package dev.nordbox.installer.step;

import dev.nordbox.installer.host.Host;
import java.time.Duration;
import java.util.List;

/**
 * The journal of a run.
 *
 * @param host as {@code Host.name} says
 * @param steps in the order they ran
 * @param files that were replaced or made, or would be, as far as they are known before
 * @param surveys how often facts were gathered
 * @param roundTrips requests over the connection, those before the steps included
 * @param waited how long these and the login took
 */
public record InstallReport(
        String host,
        List<StepResult> steps,
        List<FileDifference> files,
        int surveys,
        long roundTrips,
        Duration waited) {

    public InstallReport {
        steps = List.copyOf(steps);
        files = List.copyOf(files);
    }

    /** The same once more was asked over the connection. */
    public InstallReport counting(Host host) {
        return new InstallReport(
                this.host, steps, files, surveys, host.roundTrips(), host.waited());
    }

    /** The steps that changed something, or would. */
    public List<StepResult> changed() {
        return steps.stream()
                .filter(step -> step.outcome() != StepResult.Outcome.UNCHANGED)
                .toList();
    }

    /** Number of single changes, done or pending. */
    public int changeCount() {
        return steps.stream().mapToInt(step -> step.changes().size()).sum();
    }
}
