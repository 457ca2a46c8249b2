package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of {@code df -Pk}. */
record DiskSpace(long sizeKib, long freeKib, String mountPoint) {
    private static final Pattern LINE =
            Pattern.compile(
                    "^\\S+\\s+(\\d+)\\s+\\d+\\s+(\\d+)\\s+\\S+\\s+(/.*)$", Pattern.MULTILINE);

    /** The last figures in a text that may hold more than df's output. */
    static Optional<DiskSpace> parse(String text) {
        Matcher line = LINE.matcher(text);
        Optional<DiskSpace> found = Optional.empty();
        while (line.find()) {
            found =
                    Optional.of(
                            new DiskSpace(
                                    Long.parseLong(line.group(1)),
                                    Long.parseLong(line.group(2)),
                                    line.group(3)));
        }
        return found;
    }

    boolean holds(long bytes) {
        return freeKib * 1024 >= bytes;
    }

    HostException full(SshTarget target, String what, long bytes) {
        return new HostException(
                ExitCode.STEP_FAILED,
                new Problem(
                        "disk full: %s needs %s, %s has %s of %s free"
                                .formatted(
                                        what,
                                        mebibytes(bytes),
                                        mountPoint,
                                        mebibytes(freeKib * 1024),
                                        mebibytes(sizeKib * 1024)),
                        target.name(),
                        "make room on %s (`du -xh %s | sort -h | tail`), then run the same command"
                                        .formatted(mountPoint, mountPoint)
                                + " again"));
    }

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
