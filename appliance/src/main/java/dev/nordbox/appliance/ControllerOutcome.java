package dev.nordbox.appliance;

import java.util.List;
import java.util.Map;

/**
 * How a run of the controller ended.
 *
 * @param reasons what was in the way, for people; empty when all is well
 */
public record ControllerOutcome(Ending ending, List<String> reasons) {

    /** For the exit code; the installer gives the numbers. */
    public enum Ending {
        /** {@code --once}: each cluster is what the repository says. */
        CONVERGED,
        /** It was asked to stop, and did. */
        STOPPED,
        /** {@code --once}: not converged in time. */
        NOT_SYNCED,
        REPO_UNREACHABLE,
        MANIFEST_INVALID,
        OBJECT_REFUSED,
        /** The kubeconfig, the socket or a key is not usable. */
        SETUP_INVALID
    }

    /** What takes a person the longest to mend comes first: one exit code tells one thing. */
    private static final List<Ending> WORST_FIRST =
            List.of(
                    Ending.SETUP_INVALID,
                    Ending.MANIFEST_INVALID,
                    Ending.OBJECT_REFUSED,
                    Ending.REPO_UNREACHABLE,
                    Ending.NOT_SYNCED,
                    Ending.STOPPED,
                    Ending.CONVERGED);

    public ControllerOutcome {
        reasons = List.copyOf(reasons);
    }

    /**
     * The worst of all clusters, with the reasons of each.
     *
     * @param byCluster at least one; where there are several, a reason names its cluster
     */
    static ControllerOutcome of(Map<String, ControllerOutcome> byCluster) {
        if (byCluster.size() == 1) {
            return byCluster.values().iterator().next();
        }
        Ending worst =
                WORST_FIRST.stream()
                        .filter(
                                ending ->
                                        byCluster.values().stream()
                                                .anyMatch(o -> o.ending == ending))
                        .findFirst()
                        .orElseThrow();
        return new ControllerOutcome(
                worst,
                byCluster.entrySet().stream()
                        .flatMap(
                                entry ->
                                        entry.getValue().reasons().stream()
                                                .map(why -> entry.getKey() + ": " + why))
                        .toList());
    }
}
