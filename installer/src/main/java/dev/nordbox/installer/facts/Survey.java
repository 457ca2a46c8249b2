package dev.nordbox.installer.facts;

import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ProblemException;

/** Reads a host into facts. Changes nothing that anybody could notice. */
@FunctionalInterface
public interface Survey {
    HostFacts gather(Shell host, FactQuery query) throws ProblemException;
}
