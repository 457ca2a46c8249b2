package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts how often repeats in repeats repeat, before the expression is compiled: {@code
 * ((a{1000}){1000}){1000}} would take all the memory there is. Go has the same limit.
 */
final class RepeatGuard {
    private static final int MOST = 1_000;
    private static final int DEEPEST = 200;

    private final String expression;
    private final Deque<Integer> outer = new ArrayDeque<>();
    private int at;

    /** The largest factor in the group being read, and of the piece read last. */
    private int inGroup = 1;

    private int last = 1;

    private RepeatGuard(String expression) {
        this.expression = expression;
    }

    static void check(String expression) {
        new RepeatGuard(expression).run();
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
                default -> last = c == '*' || c == '+' || c == '?' ? last : 1;
            }
        }
    }

    private void escape() {
        boolean quotes = expression.startsWith("Q", at);
        int end = quotes ? expression.indexOf("\\E", at) : at + 1;
        at = end < 0 ? expression.length() : quotes ? end + 2 : end;
        last = 1;
    }

    private void characterClass() {
        at += expression.startsWith("^", at) ? 1 : 0;
        at += expression.startsWith("]", at) ? 1 : 0;
        while (at < expression.length() && expression.charAt(at) != ']') {
            if (expression.startsWith("[:", at) && expression.indexOf(":]", at) > 0) {
                at = expression.indexOf(":]", at) + 1;
            }
            at += expression.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        last = 1;
    }

    private void open() {
        if (outer.size() >= DEEPEST) {
            throw GoRegex.syntax("expression nests too deeply", expression);
        }
        outer.push(inGroup);
        inGroup = 1;
        last = 1;
    }

    private void close() {
        last = inGroup;
        inGroup = outer.isEmpty() ? last : Math.max(outer.pop(), last);
    }

    /** {@code {2}}, {@code {2,}}, {@code {2,3}}; anything else is text. */
    private void repeat() {
        int close = expression.indexOf('}', at);
        String counts = close < 0 ? "" : expression.substring(at, close);
        if (!counts.matches("[0-9]{1,9}(,[0-9]{0,9})?")) {
            last = 1;
            return;
        }
        at = close + 1;
        int most = 1;
        for (String count : counts.split(",")) {
            most = Math.max(most, Integer.parseInt(count));
        }
        if (most > MOST || (long) last * most > MOST) {
            throw GoRegex.syntax("invalid repeat count", "{" + counts + "}");
        }
        last *= most;
        inGroup = Math.max(inGroup, last);
    }
}
