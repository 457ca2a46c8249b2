package dev.nordbox.installer.app;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An audit trail as a person reads it. */
public final class AuditText {
    private static final String APPLICATION = "APPLICATION";
    private static final List<String> HEADINGS =
            List.of(
                    "LINE",
                    "TIME",
                    "ACTION",
                    "OBJECT",
                    APPLICATION,
                    "COMMIT",
                    "CAUSE",
                    "ACTOR",
                    "BEFORE");

    private static final int SHORT = 7;

    private AuditText() {}

    public static List<String> of(Map<String, Object> told) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        Fields.list(told, "entries").forEach(entry -> rows.add(row(entry)));
        List<String> lines = new ArrayList<>(Columns.of(rows));
        long leftOff = Fields.number(told, "leftOff");
        if (leftOff > 0) {
            lines.add(1, "(" + leftOff + " older ones are left off: name a later --since)");
        }
        lines.add(chain(told));
        return lines;
    }

    /** What it has of one application, the newest first as its syncs are, to be read below them. */
    static List<String> ofOneApplication(Map<String, Object> told) {
        List<List<String>> rows = new ArrayList<>();
        Fields.list(told, "entries").forEach(entry -> rows.add(0, withoutApplication(row(entry))));
        rows.add(0, withoutApplication(HEADINGS));
        List<String> lines = new ArrayList<>(Columns.of(rows));
        long leftOff = Fields.number(told, "leftOff");
        if (leftOff > 0) {
            lines.add("(" + leftOff + " older ones are left off: name a greater --last)");
        }
        if (!Fields.list(told, "problems").isEmpty()) {
            lines.add("the trail is NOT whole: `audit` names each place");
        }
        return lines;
    }

    private static List<String> row(Object entry) {
        return List.of(
                String.valueOf(Fields.number(entry, "line")),
                text(entry, "time"),
                text(entry, "action"),
                text(entry, "object"),
                text(entry, "application"),
                commit(text(entry, "commit")),
                text(entry, "cause"),
                text(entry, "actor"),
                text(entry, "managerBefore"));
    }

    private static List<String> withoutApplication(List<String> row) {
        List<String> rest = new ArrayList<>(row);
        rest.remove(HEADINGS.indexOf(APPLICATION));
        return rest;
    }

    /** What to note down: whoever has a hash can tell a trail that was written anew. */
    private static String chain(Map<String, Object> told) {
        long last = Fields.number(told, "lastLine");
        boolean whole = Fields.list(told, "problems").isEmpty();
        if (last == 0) {
            return whole ? "nothing has been written yet" : "the trail is NOT whole";
        }
        return "lines "
                + Fields.number(told, "firstLine")
                + " to "
                + last
                + (whole ? " are whole" : " are NOT whole")
                + "; line "
                + last
                + " is sha256:"
                + text(told, "lastHash");
    }

    private static String commit(String id) {
        boolean plain = id.matches("[0-9a-f]{40}");
        return plain ? id.substring(0, SHORT) : id;
    }

    private static String text(Object entry, String name) {
        return Columns.plain(Fields.text(entry, name).orElse(""));
    }
}
