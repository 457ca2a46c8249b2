package dev.nordbox.appliance.render.directory;

import dev.nordbox.appliance.render.RenderException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern with {@code *}, {@code ?}, {@code [a-z]}, {@code [!x]} and {@code {a,b}}. The star
 * crosses slashes, as in Argo CD. Matching takes time linear in pattern and text, whatever the
 * pattern: it runs through all states at once.
 */
final class Glob {
    private static final int LONGEST = 1_024;

    private final String pattern;
    private final List<State> states = new ArrayList<>();
    private final int start;
    private int at;

    /**
     * @param character what moves on to {@code next}; a state without one forks without reading
     * @param forks where a state without a character leads
     */
    private record State(IntPredicate character, boolean reads, int next, List<Integer> forks) {}

    private Glob(String pattern) throws RenderException {
        this.pattern = pattern;
        int accept = fork(List.of());
        this.start = sequence(accept, false);
    }

    /**
     * @throws RenderException when brackets or braces do not close
     */
    static Glob compile(String pattern) throws RenderException {
        if (pattern.length() > LONGEST) {
            throw new RenderException("the glob is longer than " + LONGEST + " characters");
        }
        return new Glob(pattern);
    }

    boolean matches(String text) {
        BitSet current = new BitSet();
        reach(start, current);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            BitSet next = new BitSet();
            for (int s = current.nextSetBit(0); s >= 0; s = current.nextSetBit(s + 1)) {
                State state = states.get(s);
                if (state.reads() && state.character().test(c)) {
                    reach(state.next(), next);
                }
            }
            current = next;
        }
        return current.get(0);
    }

    private void reach(int state, BitSet reached) {
        if (reached.get(state)) {
            return;
        }
        reached.set(state);
        for (int fork : states.get(state).forks()) {
            reach(fork, reached);
        }
    }

    /** Compiles up to the end, or inside of braces up to the comma or brace that ends a choice. */
    private int sequence(int then, boolean inBraces) throws RenderException {
        List<Piece> pieces = new ArrayList<>();
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (inBraces && (c == ',' || c == '}')) {
                break;
            }
            pieces.add(piece());
        }
        int end = at;
        int next = then;
        for (int i = pieces.size() - 1; i >= 0; i--) {
            next = pieces.get(i).link(next);
        }
        // Linking a choice reads its content once more.
        at = end;
        return next;
    }

    /** A part of the pattern, waiting to learn what comes behind it. */
    private interface Piece {
        int link(int next) throws RenderException;
    }

    private Piece piece() throws RenderException {
        int c = pattern.codePointAt(at);
        at += Character.charCount(c);
        switch (c) {
            case '*' -> {
                while (at < pattern.length() && pattern.charAt(at) == '*') {
                    at++;
                }
                return this::star;
            }
            case '?' -> {
                return next -> read(any -> true, next);
            }
            case '[' -> {
                IntPredicate set = set();
                return next -> read(set, next);
            }
            case '{' -> {
                return choice();
            }
            case '\\' -> {
                if (at >= pattern.length()) {
                    throw broken("ends with a backslash");
                }
                int escaped = pattern.codePointAt(at);
                at += Character.charCount(escaped);
                return next -> read(other -> other == escaped, next);
            }
            default -> {
                return next -> read(other -> other == c, next);
            }
        }
    }

    private Piece choice() throws RenderException {
        int from = at;
        skipChoice();
        int end = at;
        return next -> {
            List<Integer> forks = new ArrayList<>();
            at = from;
            while (at < end) {
                forks.add(sequence(next, true));
                at++;
            }
            at = end;
            return fork(forks);
        };
    }

    /** Moves behind the brace that closes. */
    private void skipChoice() throws RenderException {
        int depth = 1;
        while (depth > 0) {
            if (at >= pattern.length()) {
                throw broken("has an open brace");
            }
            char c = pattern.charAt(at++);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            at += c == '\\' ? 1 : 0;
        }
    }

    private IntPredicate set() throws RenderException {
        int close = pattern.indexOf(']', at + 1);
        if (close < 0) {
            throw broken("has an open bracket");
        }
        boolean not = pattern.charAt(at) == '!';
        String members = pattern.substring(not ? at + 1 : at, close);
        at = close + 1;
        int[] points = members.codePoints().toArray();
        boolean range = points.length == 3 && points[1] == '-';
        IntPredicate inside =
                range ? c -> c >= points[0] && c <= points[2] : c -> members.indexOf(c) >= 0;
        return not ? inside.negate() : inside;
    }

    private int star(int next) {
        int loop = states.size();
        states.add(new State(any -> true, true, loop, List.of(next)));
        return loop;
    }

    private int read(IntPredicate character, int next) {
        states.add(new State(character, true, next, List.of()));
        return states.size() - 1;
    }

    private int fork(List<Integer> forks) {
        states.add(new State(any -> false, false, 0, List.copyOf(forks)));
        return states.size() - 1;
    }

    private RenderException broken(String how) {
        return new RenderException("the glob `" + pattern + "` " + how);
    }
}
