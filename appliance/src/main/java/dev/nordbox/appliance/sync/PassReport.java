package dev.nordbox.appliance.sync;

import java.util.List;

/**
 * How a pass over all applications ended.
 *
 * @param changes objects applied or deleted
 * @param retry something failed that may go better without a new commit
 */
public record PassReport(
        String revision, List<ApplicationStatus> applications, int changes, boolean retry) {

    public PassReport {
        applications = List.copyOf(applications);
    }

    /** Everything is Synced and works. */
    public boolean converged() {
        return applications.stream().allMatch(ApplicationStatus::converged);
    }
}
