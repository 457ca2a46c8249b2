package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.control.Repositories.Answered;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which polls of a repository have asked for a revision, and which have found it. A poll that was
 * under way when it was to be asked anew may have read too early, and counts for nothing. Of one
 * poll, which guards it.
 */
final class Answers {

    private static final long NONE = 0;

    private final Map<String, Long> asked = new HashMap<>();
    private final Map<String, Long> found = new HashMap<>();
    private long begun = NONE;
    private long tooEarly = NONE - 1;

    void begin() {
        begun++;
    }

    /** The poll that began last is over for the revision. */
    void end(String revision, boolean isFound) {
        asked.put(revision, begun);
        if (isFound) {
            found.put(revision, begun);
        }
    }

    void askAnew() {
        tooEarly = begun;
    }

    Answered of(String revision) {
        if (found.getOrDefault(revision, NONE) > tooEarly) {
            return Answered.YES;
        }
        return asked.getOrDefault(revision, NONE) > tooEarly ? Answered.NO : Answered.NOT_YET;
    }

    void keepOnly(Set<String> revisions) {
        asked.keySet().retainAll(revisions);
        found.keySet().retainAll(revisions);
    }
}
