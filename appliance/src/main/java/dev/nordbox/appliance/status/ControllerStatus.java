package dev.nordbox.appliance.status;

import java.util.List;
import java.util.Optional;

/**
 * A snapshot of the controller, for people and scripts.
 *
 * @param revision the newest commit that is wanted; empty before the first
 * @param problem what keeps the controller from the cluster as a whole
 * @param busy something waits to be dealt with, and will be without anybody's help
 * @param reverts how many objects were set back after somebody else had changed them
 */
public record ControllerStatus(
        Optional<String> revision,
        List<ApplicationSummary> applications,
        Optional<String> problem,
        boolean busy,
        long reverts) {

    public ControllerStatus {
        applications = List.copyOf(applications);
    }

    /** The cluster is what {@link #revision} says, and works. */
    public boolean converged() {
        return revision.isPresent()
                && !busy
                && problem.isEmpty()
                && applications.stream().allMatch(ApplicationSummary::converged);
    }
}
