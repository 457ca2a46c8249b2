package dev.nordbox.installer.up;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;

/** Decides whether a host can become a box, or cease to be one. */
@FunctionalInterface
public interface Gate {

    /**
     * @return what is worth a look and not in the way
     * @throws ProblemException with everything that is in the way
     */
    List<Problem> inspect(String host, HostFacts facts) throws ProblemException;
}
