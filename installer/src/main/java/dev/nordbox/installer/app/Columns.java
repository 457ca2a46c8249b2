package dev.nordbox.installer.app;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.List;

/** Rows of words, one below the other. */
final class Columns {

    private Columns() {}

    static List<String> of(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = plain(row.get(i)).length();
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String word = plain(row.get(i));
            line.append(word);
            if (i < row.size() - 1) {
                line.append(" ".repeat(widths.get(i) - word.length() + 2));
            }
        }
        return line.toString().stripTrailing();
    }

    /** {@code namespace/name}, or the name alone. */
    static String name(Object object) {
        String namespace = Fields.text(object, "namespace").orElse("");
        return plain(
                (namespace.isEmpty() ? "" : namespace + "/")
                        + Fields.text(object, "name").orElse(""));
    }

    /** What comes from a cluster must not steer a terminal, nor break a row. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .map(each -> Character.isISOControl(each) ? ' ' : each)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
