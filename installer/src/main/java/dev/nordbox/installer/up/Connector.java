package dev.nordbox.installer.up;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;

/** Opens the connection of a run. */
@FunctionalInterface
public interface Connector {
    Host connect(BoxConfig.Ssh ssh) throws ProblemException;
}
