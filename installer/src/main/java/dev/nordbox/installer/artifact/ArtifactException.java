package dev.nordbox.installer.artifact;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;

/** An artefact is missing, corrupt, or not for this box. */
public final class ArtifactException extends ProblemException {
    private static final long serialVersionUID = 1L;

    ArtifactException(String what, String where, String remedy) {
        super(ExitCode.ARTIFACT_INVALID, new Problem(what, where, remedy));
    }

    ArtifactException(String what, String where, String remedy, Throwable cause) {
        super(ExitCode.ARTIFACT_INVALID, new Problem(what, where, remedy), cause);
    }
}
