package dev.nordbox.appliance.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot of the controller, for people and scripts.
 *
 * @param revision the newest revision that is wanted; empty before the first
 * @param lastError what the last pass as a whole failed with; empty when it went through
 * @param lastPassAt when the last pass ended
 * @param lastPassTook how long it took
 * @param passes how many there were since the start
 * @param attempts how many went through with the newest revision, since it came or a sync was asked
 *     for
 * @param reverts how many objects were set back after somebody else had changed them
 * @param busy a revision or a drift waits to be dealt with
 */
public record ControllerStatus(
        Optional<String> revision,
        List<ApplicationStatus> applications,
        Optional<String> lastError,
        Optional<Instant> lastPassAt,
        Duration lastPassTook,
        long passes,
        long attempts,
        long reverts,
        boolean busy) {

    public ControllerStatus {
        applications = List.copyOf(applications);
    }

    /** The cluster is what {@link #revision} says, and works. */
    public boolean converged() {
        return revision.isPresent()
                && !busy
                && lastError.isEmpty()
                && applications.stream().allMatch(ApplicationStatus::converged);
    }
}
