package dev.nordbox.installer.app;

import dev.nordbox.appliance.manifest.Fields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Applications as a table for people. */
public final class ApplicationLine {

    private static final List<String> HEAD =
            List.of("NAME", "PROJECT", "SYNC", "HEALTH", "REVISION", "LAST OPERATION", "AGE");

    private ApplicationLine() {}

    /**
     * @param told the answer to a question about all
     */
    public static List<String> table(Map<String, Object> told, Instant now) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        Fields.list(told, "applications").forEach(line -> rows.add(row(line, now)));
        return Columns.of(rows);
    }

    private static List<String> row(Object line, Instant now) {
        boolean held = Fields.at(line, "held").isPresent();
        return List.of(
                text(line, "name"),
                text(line, "project"),
                text(line, "sync") + (held ? " (held)" : ""),
                text(line, "health"),
                shortened(text(line, "revision")),
                operation(line, now),
                age(text(line, "createdAt"), now));
    }

    /** {@code Succeeded 3m ago}. */
    private static String operation(Object line, Instant now) {
        String phase = text(line, "operation", "phase");
        if (phase.isEmpty()) {
            return "-";
        }
        String dry = Fields.at(line, "operation", "dryRun").isPresent() ? " (dry run)" : "";
        String finished = text(line, "operation", "finishedAt");
        String time = finished.isEmpty() ? text(line, "operation", "startedAt") : finished;
        String ago = age(time, now);
        return phase + dry + (ago.isEmpty() ? "" : " " + ago + " ago");
    }

    static String shortened(String revision) {
        return revision.substring(0, Math.min(8, revision.length()));
    }

    /** {@code 5s}, {@code 3m}, {@code 7h}, {@code 12d}; {@code ""} for what is no time. */
    static String age(String time, Instant now) {
        try {
            Duration age = Duration.between(Instant.parse(time), now);
            long seconds = Math.max(0, age.toSeconds());
            if (seconds < 120) {
                return seconds + "s";
            }
            if (seconds < 7200) {
                return seconds / 60 + "m";
            }
            return seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
        } catch (DateTimeException e) {
            return "";
        }
    }

    private static String text(Object line, String... path) {
        return Fields.text(line, path).orElse("");
    }
}
