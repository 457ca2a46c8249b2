package dev.nordbox.installer.app;

import static dev.nordbox.installer.app.Columns.plain;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was deleted and what of it comes back, as a person reads it. */
public final class UndoText {
    private static final int SHORT = 7;

    private UndoText() {}

    /** What can be undone, the newest first. */
    public static List<String> deletions(Map<String, Object> told) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ID", "TIME", "COMMIT", "CAUSE", "ACTOR", "OBJECT", "REMARK"));
        for (Object deletion : Fields.list(told, "deletions")) {
            for (Object object : Fields.list(deletion, "objects")) {
                rows.add(
                        List.of(
                                String.valueOf(Fields.number(deletion, "id")),
                                text(deletion, "time"),
                                commit(text(deletion, "commit")),
                                text(deletion, "cause"),
                                text(deletion, "actor"),
                                text(object, "object"),
                                remark(object)));
            }
        }
        return rows.size() > 1
                ? Columns.of(rows)
                : List.of("nothing that was deleted of " + text(told, "name") + " is kept");
    }

    /** What an undo that was asked for brings back, and what it does not. */
    public static List<String> accepted(Map<String, Object> told) {
        List<String> lines = new ArrayList<>();
        for (Object object : Fields.list(told, "objects")) {
            String remark = text(object, "remark");
            String what =
                    (isBack(object) ? "brings back " : "leaves out ") + text(object, "object");
            lines.add(plain(what + (remark.isEmpty() ? "" : ": " + remark)));
        }
        return lines;
    }

    private static String remark(Object object) {
        String remark = text(object, "remark");
        return isBack(object) ? remark : "stays away: " + remark;
    }

    private static boolean isBack(Object object) {
        return Fields.at(object, "back").equals(Optional.of(true));
    }

    private static String commit(String id) {
        return id.matches("[0-9a-f]{40}") ? id.substring(0, SHORT) : id;
    }

    private static String text(Object object, String name) {
        return Fields.text(object, name).orElse("");
    }
}
