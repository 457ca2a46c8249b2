package dev.nordbox.installer.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What {@code kubectl apply} says on stderr, reduced to the API's own answers about objects. */
final class Refusals {
    /** Not about the object: the API is overloaded, or not up yet. */
    private static final String UNAVAILABLE =
            "ServiceUnavailable|Timeout|ServerTimeout|TooManyRequests";

    private static final Pattern ANSWER =
            Pattern.compile(
                    "Error from server(?! \\((?:"
                            + UNAVAILABLE
                            + ")\\)).*"
                            + "|The \\S+ \".*\" is invalid:.*"
                            + "|.*no matches for kind .*");

    private Refusals() {}

    /**
     * One text an object; empty when the API has refused none, as when it cannot be reached or
     * kubectl was killed.
     */
    static List<String> in(String stderr) {
        List<String> refusals = new ArrayList<>();
        for (String line : stderr.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("Warning:")) {
                continue;
            }
            if (ANSWER.matcher(line).matches()) {
                refusals.add(line);
            } else if (!refusals.isEmpty()) { // each wrong field on a line of its own
                int last = refusals.size() - 1;
                refusals.set(last, refusals.get(last) + " " + line);
            }
        }
        return refusals;
    }
}
