package dev.nordbox.appliance;

import java.util.List;

/**
 * How a run of the controller ended.
 *
 * @param reasons what was in the way, for people; empty when all is well
 */
public record ControllerOutcome(Ending ending, List<String> reasons) {

    /** For the exit code; the installer gives the numbers. */
    public enum Ending {
        /** {@code --once}: the cluster is what the repository says. */
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

    public ControllerOutcome {
        reasons = List.copyOf(reasons);
    }
}
