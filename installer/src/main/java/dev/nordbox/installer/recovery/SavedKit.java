package dev.nordbox.installer.recovery;

import dev.nordbox.installer.kit.Manifest;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;

/**
 * A kit that was kept.
 *
 * @param lacking why volumes are not in it as their pods want them; empty: they are
 */
public record SavedKit(Manifest manifest, List<Problem> lacking) {
    public SavedKit {
        lacking = List.copyOf(lacking);
    }

    /**
     * For when all else is done: a kit that lacks one database is better than none, and no success.
     *
     * @throws ProblemException STEP_FAILED with all that the kit lacks
     */
    public void refuseLacking() throws ProblemException {
        if (!lacking.isEmpty()) {
            throw new ProblemException(ExitCode.STEP_FAILED, lacking);
        }
    }
}
