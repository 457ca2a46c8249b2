package dev.nordbox.installer.wiring;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** What {@code up} leaves on a box for the programs that run there. */
public final class BoxFiles {
    private BoxFiles() {}

    /**
     * @param where it stands, for messages
     * @throws ProblemException CONFIG_INVALID when it cannot be read
     */
    public static String text(Path file, String where) throws ProblemException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    /**
     * @return when it was written last
     * @throws ProblemException CONFIG_INVALID when that cannot be told
     */
    public static Instant written(Path file) throws ProblemException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private static ProblemException unreadable(String where, IOException e) {
        return new ProblemException(
                ExitCode.CONFIG_INVALID,
                new Problem(
                        "cannot be read: " + Reason.of(e),
                        where,
                        "this runs on a box, where `up` writes the file"),
                e);
    }
}
