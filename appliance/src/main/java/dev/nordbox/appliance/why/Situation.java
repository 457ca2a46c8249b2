package dev.nordbox.appliance.why;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.status.ApplicationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of an application: its live object, and what only the controller knows.
 *
 * @param name as `app` takes it
 * @param origin file and line of the Application in Git; {@code ""} when nothing of Git has it
 * @param clusterProblem what keeps the controller from the cluster as a whole
 * @param git what the repository answered last, if that was no commit
 * @param waiting what has to be known before it can be compared
 * @param kept objects that left Git and stay, each with the reason
 * @param deleting the Application is being deleted
 */
public record Situation(
        String name,
        Application application,
        ApplicationStatus status,
        String origin,
        Optional<String> clusterProblem,
        Optional<GitTrouble> git,
        Optional<String> waiting,
        List<Kept> kept,
        boolean deleting) {

    public Situation {
        kept = List.copyOf(kept);
    }

    /**
     * @param remedy what the operator does
     * @param since when a commit could last be asked for
     * @param kept the last commit that arrived, which is kept up
     */
    public record GitTrouble(String message, String remedy, Instant since, Optional<String> kept) {}

    public record Kept(String object, String reason) {}
}
