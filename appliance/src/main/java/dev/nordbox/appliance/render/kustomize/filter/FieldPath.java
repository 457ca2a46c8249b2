package dev.nordbox.appliance.render.kustomize.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits the two notations of paths to fields. */
public final class FieldPath {
    private FieldPath() {}

    /** {@code spec/template/metadata\/x}: slashes separate, a backslash keeps one. */
    public static List<String> split(String path) {
        return split(path, "/");
    }

    /**
     * {@code spec.containers.[name=web].image}: dots separate, brackets keep them together, and a
     * pair of brackets without {@code =} is a field name.
     */
    public static List<String> splitDotted(String path) {
        List<String> parts = split(path, ".");
        List<String> joined = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (!part.startsWith("[") || part.endsWith("]")) {
                joined.add(part);
                continue;
            }
            StringBuilder bracketed = new StringBuilder(part);
            while (i + 1 < parts.size()) {
                String next = parts.get(++i);
                bracketed.append('.').append(next);
                if (next.endsWith("]")) {
                    break;
                }
            }
            String text = bracketed.toString();
            joined.add(text.contains("=") ? text : stripBrackets(text));
        }
        return joined;
    }

    private static List<String> split(String path, String separator) {
        String[] parts = path.split(Pattern.quote(separator), -1);
        List<String> joined = new ArrayList<>(parts.length);
        int first = parts.length > 1 && parts[0].isEmpty() ? 1 : 0;
        joined.add(parts[first]);
        for (int i = first + 1; i < parts.length; i++) {
            int last = joined.size() - 1;
            String before = joined.get(last);
            if (before.endsWith("\\")) {
                joined.set(last, before.substring(0, before.length() - 1) + separator + parts[i]);
            } else {
                joined.add(parts[i]);
            }
        }
        return joined;
    }

    private static String stripBrackets(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBracket(text.charAt(start))) {
            start++;
        }
        while (end > start && isBracket(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBracket(char c) {
        return c == '[' || c == ']';
    }
}
