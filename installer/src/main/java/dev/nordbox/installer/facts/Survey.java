package dev.nordbox.installer.facts;

import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;

/** Reads a host into facts. Changes nothing that anybody could notice. */
@FunctionalInterface
public interface Survey {
    HostFacts gather(Host host, FactQuery query) throws ProblemException;
}
