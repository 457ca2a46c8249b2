package dev.nordbox.installer.diff;

import java.util.ArrayList;
import java.util.List;

/** Two texts held against each other line by line, told as {@code diff -u} does, without a head. */
public final class UnifiedDiff {
    private static final int CONTEXT = 3;
    private static final String NO_NEWLINE = "\n\\ No newline at end of file";

    /** Above that many pairs of lines the middle is told as replaced in one piece. */
    private static final long COMPARABLE = 4_000_000;

    private final List<Line> lines = new ArrayList<>();

    /** A line of either text or of both: {@code -}, {@code +} or a blank. */
    private record Line(char sign, String text) {
        boolean changed() {
            return sign != ' ';
        }
    }

    private UnifiedDiff(List<String> from, List<String> to) {
        int head = 0;
        while (head < from.size() && head < to.size() && from.get(head).equals(to.get(head))) {
            lines.add(new Line(' ', from.get(head++)));
        }
        int tail = 0;
        while (tail < from.size() - head
                && tail < to.size() - head
                && from.get(from.size() - 1 - tail).equals(to.get(to.size() - 1 - tail))) {
            tail++;
        }
        middle(from.subList(head, from.size() - tail), to.subList(head, to.size() - tail));
        from.subList(from.size() - tail, from.size()).forEach(l -> lines.add(new Line(' ', l)));
    }

    /** Hunks with three lines of context; none when both texts are the same. */
    public static List<String> of(String from, String to) {
        return new UnifiedDiff(split(from), split(to)).hunks();
    }

    /** By the longest sequence of lines that both have. */
    private void middle(List<String> from, List<String> to) {
        int rows = from.size();
        int columns = to.size();
        if ((long) rows * columns > COMPARABLE) {
            from.forEach(line -> lines.add(new Line('-', line)));
            to.forEach(line -> lines.add(new Line('+', line)));
            return;
        }
        int[][] common = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                common[i][j] =
                        from.get(i).equals(to.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < rows || j < columns) {
            if (i < rows && j < columns && from.get(i).equals(to.get(j))) {
                lines.add(new Line(' ', from.get(i++)));
                j++;
            } else if (i < rows && (j == columns || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', from.get(i++)));
            } else {
                lines.add(new Line('+', to.get(j++)));
            }
        }
    }

    private List<String> hunks() {
        List<String> told = new ArrayList<>();
        int next = 0;
        while ((next = firstChange(next)) < lines.size()) {
            int start = Math.max(0, next - CONTEXT);
            int end = next;
            for (int at = next; at < lines.size() && at <= end + 2 * CONTEXT + 1; at++) {
                if (lines.get(at).changed()) {
                    end = at;
                }
            }
            end = Math.min(lines.size(), end + CONTEXT + 1);
            told.add("@@ -%s +%s @@".formatted(range('+', start, end), range('-', start, end)));
            for (Line line : lines.subList(start, end)) {
                told.addAll(List.of((line.sign() + line.text()).split("\n")));
            }
            next = end;
        }
        return told;
    }

    private int firstChange(int from) {
        int at = from;
        while (at < lines.size() && !lines.get(at).changed()) {
            at++;
        }
        return at;
    }

    /** Place and length in the text that has no lines of the other's sign. */
    private String range(char other, int start, int end) {
        long before = lines.subList(0, start).stream().filter(l -> l.sign() != other).count();
        long length = lines.subList(start, end).stream().filter(l -> l.sign() != other).count();
        return length == 0 ? before + ",0" : (before + 1) + (length == 1 ? "" : "," + length);
    }

    private static List<String> split(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int last = lines.size() - 1;
        String rest = lines.remove(last);
        if (!rest.isEmpty()) {
            lines.add(rest + NO_NEWLINE);
        }
        return lines;
    }
}
