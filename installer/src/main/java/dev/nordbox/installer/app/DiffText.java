package dev.nordbox.installer.app;

import static dev.nordbox.installer.app.Columns.plain;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a sync would change, as {@code git diff} shows it; {@code #} is in front of remarks. */
public final class DiffText {

    private DiffText() {}

    public static boolean differs(Map<String, Object> told) {
        return !Fields.list(told, "objects").isEmpty();
    }

    public static List<String> of(Map<String, Object> told) {
        List<String> lines = new ArrayList<>();
        for (Object object : Fields.list(told, "objects")) {
            String message = text(object, "message");
            lines.add(
                    "# "
                            + text(object, "change")
                            + " "
                            + text(object, "kind")
                            + " "
                            + Columns.name(object)
                            + (message.isEmpty() ? "" : ": " + plain(message)));
            text(object, "diff").lines().map(Columns::plain).forEach(lines::add);
        }
        long more = Fields.number(told, "more");
        if (more > 0) {
            lines.add("# and " + more + " more objects");
        }
        return lines;
    }

    private static String text(Object object, String field) {
        return Fields.text(object, field).orElse("");
    }
}
