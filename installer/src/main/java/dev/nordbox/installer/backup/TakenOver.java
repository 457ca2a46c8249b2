package dev.nordbox.installer.backup;

import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;

/** Another host goes on as this box. */
final class TakenOver extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * @param where the store that says so
     */
    TakenOver(String what, String where) {
        super(ExitCode.KIT_STALE, new Problem(what, where, BackupFile.TAKEN_OVER_REMEDY));
    }
}
