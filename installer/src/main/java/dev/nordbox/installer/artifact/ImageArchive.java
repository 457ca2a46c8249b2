package dev.nordbox.installer.artifact;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Archives of images that a person named. */
public final class ImageArchive {
    private ImageArchive() {}

    /**
     * @throws ProblemException ARTIFACT_INVALID with all those that cannot be read
     */
    public static List<Artifact> all(List<String> files) throws ProblemException {
        List<Artifact> read = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String each : files) {
            Path file = Path.of(each);
            try {
                read.add(Artifact.of(String.valueOf(file.getFileName()), file));
            } catch (IOException e) {
                problems.add(
                        new Problem(
                                "the archive of images cannot be read: " + Reason.of(e),
                                each,
                                "check k3s.images"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.ARTIFACT_INVALID, problems);
        }
        return read;
    }
}
