package dev.nordbox.installer.app;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.output.Times;
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
                Times.age(text(line, "createdAt"), now));
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
        String ago = Times.age(time, now);
        return phase + dry + (ago.isEmpty() ? "" : " " + ago + " ago");
    }

    /** Those of several sources come shortened. */
    private static String shortened(String revision) {
        return revision.contains(",")
                ? revision
                : revision.substring(0, Math.min(8, revision.length()));
    }

    private static String text(Object line, String... path) {
        return Fields.text(line, path).orElse("");
    }
}
