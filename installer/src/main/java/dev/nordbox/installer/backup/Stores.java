package dev.nordbox.installer.backup;

import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.Store;

/** Opens the place that a target names. */
@FunctionalInterface
public interface Stores {
    /**
     * @throws ProblemException when there is no way there, or no login
     */
    Store open(Target target) throws ProblemException;
}
