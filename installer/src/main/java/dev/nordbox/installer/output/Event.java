package dev.nordbox.installer.output;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something a run has to tell. The names are those of {@code -o json}, and stay. */
public sealed interface Event {

    /**
     * @param log file with everything, empty when it cannot be written
     */
    record RunStarted(String run, String version, String command, Optional<String> log)
            implements Event {}

    record PhaseStarted(String phase) implements Event {}

    /** What a phase is at, or what a wait is blocked by. */
    record Doing(String phase, String what) implements Event {}

    /** Bytes of an upload or download. */
    record Transferred(String phase, String what, long sent, long total) implements Event {}

    /** A change is about to be made. */
    record Changing(String phase, String change) implements Event {}

    /**
     * A file that somebody else wrote is about to be replaced.
     *
     * @param origin what it was, in words
     * @param diff from it to what replaces it; empty where it cannot be shown
     */
    record Replacing(String phase, String path, String origin, String diff) implements Event {}

    /** Not in the way, and still worth a look. */
    record Warned(String phase, Problem problem) implements Event {}

    record PhaseFinished(String phase, String summary, Duration took) implements Event {}

    /** A phase that had nothing to do: told to programs, and to people in one line for all. */
    record PhaseUnchanged(String phase, Duration took) implements Event {}

    /** A change that a dry run found. */
    record Planned(String phase, String change) implements Event {}

    /**
     * Data that a removal is about.
     *
     * @param claim {@code namespace/name}; {@code ""} when nobody knows
     * @param path on the host; {@code ""} for storage elsewhere
     * @param bytes on the disk; empty where it was not counted
     * @param kits that have data of it, of those that the host knows of
     * @param deleted whether the run deletes it
     */
    record DataFound(
            String volume,
            String claim,
            String path,
            Optional<Long> bytes,
            List<String> kits,
            boolean deleted)
            implements Event {}

    /** Something for the reader to keep: the deploy key, the next command. */
    record Noted(String key, String text) implements Event {}

    /** The run ended in problems. */
    record Failed(ExitCode exitCode, List<Problem> problems, Optional<String> log)
            implements Event {}

    /**
     * The run is done.
     *
     * @param roundTrips requests over the connection to the host
     * @param waited how long these and the login took
     * @param took since the command began, all that a person waited for
     */
    record RunFinished(
            ExitCode exitCode,
            String summary,
            int changes,
            long roundTrips,
            Duration waited,
            Duration took)
            implements Event {}
}
