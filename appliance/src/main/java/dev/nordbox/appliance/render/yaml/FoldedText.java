package dev.nordbox.appliance.render.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a folded scalar reads as after go-yaml v3 has written it. Nearly the same: it sets lines
 * apart by an empty one, which is too much in front of lines that are indented and at the end.
 */
final class FoldedText {
    private static final Pattern BREAKS = Pattern.compile("\n+");

    private FoldedText() {}

    static String writtenAndRead(String value) {
        boolean separates = opensAtMargin(value);
        StringBuilder text = new StringBuilder();
        Matcher breaks = BREAKS.matcher(value);
        int from = 0;
        while (breaks.find()) {
            String line = value.substring(from, breaks.start());
            text.append(line);
            boolean atMargin = !line.isEmpty() && !startsWithBlank(line);
            int written = breaks.group().length() + (atMargin && separates ? 1 : 0);
            from = breaks.end();
            if (from == value.length()) {
                boolean keeps = breaks.group().length() > 1 || value.length() == 1;
                text.append("\n".repeat(keeps ? written : 1));
            } else if (!atMargin || Characters.isBlank(value.charAt(from))) {
                text.append("\n".repeat(written));
            } else {
                text.append(written == 1 ? " " : "\n".repeat(written - 1));
            }
        }
        return text.append(value.substring(from)).toString();
    }

    /** libyaml looks at the start of the value for this, not at the line behind a break. */
    private static boolean opensAtMargin(String value) {
        int first = 0;
        while (first < value.length() && value.charAt(first) == '\n') {
            first++;
        }
        return first < value.length() && !Characters.isBlank(value.charAt(first));
    }

    private static boolean startsWithBlank(String text) {
        return Characters.isBlank(text.charAt(0));
    }
}
