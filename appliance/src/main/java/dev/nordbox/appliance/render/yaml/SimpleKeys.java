package dev.nordbox.appliance.render.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places where a key without {@code ?} may have started. Whether it is one is known when its
 * colon comes; one place is open for each level of flow collections.
 */
final class SimpleKeys {
    /** A key ends on its line, within so many characters. */
    private static final int LONGEST = 1024;

    private final TextCursor cursor;
    private final List<Candidate> levels = new ArrayList<>();
    private final Map<Integer, Candidate> byToken = new HashMap<>();

    /**
     * A place that may be the start of a key.
     *
     * @param token number of the token that starts there
     * @param required whether nothing but a key may stand there
     */
    record Candidate(int token, Mark mark, boolean required) {
        private static final Candidate NONE = new Candidate(-1, Mark.START, false);
    }

    SimpleKeys(TextCursor cursor) {
        this.cursor = cursor;
    }

    void openLevel() {
        levels.add(Candidate.NONE);
    }

    void closeLevel() {
        levels.remove(levels.size() - 1);
    }

    /** Takes the present place for the start of a key, until it turns out otherwise. */
    void save(int token, boolean required) throws ParseProblem {
        remove();
        Candidate candidate = new Candidate(token, cursor.mark(), required);
        levels.set(levels.size() - 1, candidate);
        byToken.put(token, candidate);
    }

    /** Gives up the place on the present level. */
    void remove() throws ParseProblem {
        Candidate candidate = current();
        if (candidate != Candidate.NONE) {
            requireNotRequired(candidate);
            forget();
        }
    }

    /** Whether the token of that number may still turn out to be a key. */
    boolean mayBeKey(int token) throws ParseProblem {
        Candidate candidate = byToken.get(token);
        return candidate != null && isInReach(candidate);
    }

    /** Whether a colon that stands here makes a key of the present level's place. */
    boolean isKeyHere() throws ParseProblem {
        return current() != Candidate.NONE && isInReach(current());
    }

    Candidate current() {
        return levels.get(levels.size() - 1);
    }

    void forget() {
        drop(current());
    }

    private boolean isInReach(Candidate candidate) throws ParseProblem {
        boolean inReach =
                candidate.mark().line() == cursor.line()
                        && candidate.mark().index() + LONGEST >= cursor.index();
        if (!inReach) {
            requireNotRequired(candidate);
            drop(candidate);
        }
        return inReach;
    }

    private void drop(Candidate candidate) {
        byToken.remove(candidate.token());
        levels.replaceAll(open -> open == candidate ? Candidate.NONE : open);
    }

    private void requireNotRequired(Candidate candidate) throws ParseProblem {
        if (candidate.required()) {
            throw ParseProblem.scanning(
                    "could not find expected ':'", candidate.mark(), cursor.mark());
        }
    }
}
