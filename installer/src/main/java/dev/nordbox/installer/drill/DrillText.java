package dev.nordbox.installer.drill;

import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The result of a drill for people and programs that read events. */
public final class DrillText {
    private static final String KEY = "drill";

    private DrillText() {}

    /**
     * @param file that it was written to
     */
    public static List<Event> events(DrillResult result, Path file) {
        List<Event> events = new ArrayList<>();
        result.findings().stream()
                .filter(Checked::met)
                .forEach(
                        f ->
                                events.add(
                                        new Event.Noted(
                                                f.check(), f.check() + ": " + f.observed())));
        events.add(
                new Event.Noted(
                        "RTO",
                        "RTO %s: from the start of the restore until every check had its answer"
                                .formatted(words(result.rto()))));
        events.add(
                new Event.Noted(
                        "RPO",
                        "RPO %s: the kit is of %s"
                                .formatted(words(result.rpo()), result.kit().saved())));
        events.add(
                new Event.Noted(
                        KEY,
                        "written to %1$s; `verify --host %2$s --drill %1$s` takes it to the box"
                                .formatted(file, result.kit().box())));
        return events;
    }

    /** Everything that was not as it should be. */
    public static List<Problem> problems(DrillResult result, String host) {
        return result.failed().stream()
                .map(
                        f ->
                                new Problem(
                                        "%s: %s".formatted(f.check(), f.observed()),
                                        host,
                                        "mend it on the box and save another kit; `drill --keep` leaves"
                                                + " the restored one to be looked at"))
                .toList();
    }

    /** {@code 4 min 12 s}, {@code 7 h 30 min}, {@code 3 d 4 h}. */
    public static String words(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 3600) {
            return "%d min %d s".formatted(seconds / 60, seconds % 60);
        }
        long hours = seconds / 3600;
        return hours < 48
                ? "%d h %d min".formatted(hours, seconds % 3600 / 60)
                : "%d d %d h".formatted(hours / 24, hours % 24);
    }
}
