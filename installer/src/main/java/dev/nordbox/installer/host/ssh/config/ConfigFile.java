package dev.nordbox.installer.host.ssh.config;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * A configuration file.
 *
 * @param includeFolder where a relative Include begins
 * @param checked whether it must be closed to other people, as ssh wants of {@code ~/.ssh/config}
 */
public record ConfigFile(Path path, Path includeFolder, boolean checked) {

    ConfigFile included(Path file) {
        return new ConfigFile(file, includeFolder, checked);
    }

    /** Whoever may write it chooses where we log in. */
    void refuseIfOthersMayWrite() throws IOException, ProblemException {
        if (!checked || !path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
        if (mode.contains(PosixFilePermission.GROUP_WRITE)
                || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new ProblemException(
                    ExitCode.CONFIG_INVALID,
                    new Problem(
                            "others may write it, and so choose where you log in",
                            path.toString(),
                            "chmod go-w " + path));
        }
    }
}
