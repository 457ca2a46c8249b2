package dev.nordbox.installer.facts;

import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ProblemException;
import java.util.Optional;
import java.util.Set;

/** Asks the cluster on a host, in one round trip at most. */
@FunctionalInterface
public interface ClusterSurvey {
    ClusterSurvey NONE = (host, facts, parts) -> Optional.empty();

    /**
     * @param facts of the host, gathered just before
     * @param parts that it is asked for; without any, it is not asked
     * @return empty when there is nothing to ask: no k3s, or it does not run
     */
    Optional<ClusterFacts> survey(Shell host, HostFacts facts, Set<ClusterPart> parts)
            throws ProblemException;
}
