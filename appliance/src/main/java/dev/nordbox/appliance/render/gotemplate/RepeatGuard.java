package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts how often repeats in repeats repeat, and pays for what comes of them, before the
 * expression is compiled: {@code ((a{1000}){1000}){1000}} would take all the memory there is. Go
 * has the same limit, but none for {@code a{1000}a{1000}} and so on.
 */
final class RepeatGuard {
    private static final int MOST = 1_000;
    private static final int DEEPEST = 200;

    /** What {@code {1,2}} may hold; more digits are no count. */
    private static final int LONGEST_COUNTS = 19;

    /** {@code \pL} is a table of some hundred ranges each time. */
    private static final int TABLE = 300;

    /**
     * What was read of a group.
     *
     * @param factor the largest repeat in it
     * @param size instructions it compiles to, about
     */
    private record Piece(int factor, long size) {
        static final Piece NOTHING = new Piece(1, 0);
        static final Piece CHARACTER = new Piece(1, 1);

        Piece and(Piece other) {
            return new Piece(Math.max(factor, other.factor), size + other.size);
        }

        Piece times(int most) {
            return new Piece(factor * most, size * most);
        }
    }

    private final Meter meter;
    private final String expression;
    private final int lastNameEnd;
    private final Deque<Piece> outer = new ArrayDeque<>();
    private int at;
    private Piece group = Piece.NOTHING;
    private Piece last = Piece.NOTHING;

    private RepeatGuard(Meter meter, String expression) {
        this.meter = meter;
        this.expression = expression;
        this.lastNameEnd = expression.lastIndexOf(":]");
    }

    static void check(Meter meter, String expression) {
        new RepeatGuard(meter, expression).run();
    }

    private void run() {
        while (at < expression.length()) {
            char c = expression.charAt(at++);
            switch (c) {
                case '\\' -> escape();
                case '[' -> characterClass();
                case '(' -> open();
                case ')' -> close();
                case '{' -> repeat();
                case '*', '+', '?' -> {}
                default -> piece(Piece.CHARACTER);
            }
        }
        outer.forEach(left -> group = group.and(left));
        meter.steps(group.and(last).size());
    }

    private void piece(Piece read) {
        group = group.and(last);
        last = read;
    }

    private void escape() {
        boolean quotes = expression.startsWith("Q", at);
        int end = quotes ? expression.indexOf("\\E", at) : at + 1;
        int start = at;
        at = end < 0 ? expression.length() : quotes ? end + 2 : end;
        piece(new Piece(1, quotes ? at - start : size(start)));
    }

    /** Of what an escape stands for, by its letter. */
    private long size(int letter) {
        return expression.startsWith("p", letter) || expression.startsWith("P", letter) ? TABLE : 1;
    }

    private void characterClass() {
        long size = 1;
        at += expression.startsWith("^", at) ? 1 : 0;
        at += expression.startsWith("]", at) ? 1 : 0;
        while (at < expression.length() && expression.charAt(at) != ']') {
            if (expression.startsWith("[:", at) && at < lastNameEnd) {
                at = expression.indexOf(":]", at) + 1;
            }
            boolean escape = expression.charAt(at) == '\\';
            size += escape ? size(at + 1) : 0;
            at += escape ? 2 : 1;
        }
        at++;
        piece(new Piece(1, size));
    }

    private void open() {
        if (outer.size() >= DEEPEST) {
            throw GoRegex.syntax("expression nests too deeply", expression);
        }
        outer.push(group.and(last));
        group = Piece.NOTHING;
        last = Piece.NOTHING;
    }

    private void close() {
        last = group.and(last);
        group = outer.isEmpty() ? Piece.NOTHING : outer.pop();
    }

    /** {@code {2}}, {@code {2,}}, {@code {2,3}}; anything else is text. */
    private void repeat() {
        int ahead = Math.min(expression.length(), at + LONGEST_COUNTS + 1);
        int close = expression.substring(at, ahead).indexOf('}');
        String counts = close < 0 ? "" : expression.substring(at, at + close);
        if (!counts.matches("[0-9]{1,9}(,[0-9]{0,9})?")) {
            piece(Piece.CHARACTER);
            return;
        }
        at += close + 1;
        int most = 1;
        for (String count : counts.split(",")) {
            most = Math.max(most, Integer.parseInt(count));
        }
        if (most > MOST || (long) last.factor() * most > MOST) {
            throw GoRegex.syntax("invalid repeat count", "{" + counts + "}");
        }
        last = last.times(most);
    }
}
