package dev.nordbox.installer.up;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.preflight.Preflight;
import dev.nordbox.installer.preflight.PreflightReport;
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

    /** All checks of a preflight. */
    static Gate of(Preflight preflight) {
        return (host, facts) -> {
            PreflightReport report = preflight.examine(host, facts);
            report.refuseFailures();
            return report.warnings().stream()
                    .map(warning -> new Problem(warning.observed(), warning.id(), warning.fix()))
                    .toList();
        };
    }
}
