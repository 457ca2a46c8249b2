package dev.nordbox.appliance.seal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** A SealedSecret that does not become a Secret; the message names every key and why. */
public final class CannotUnseal extends Exception {
    private static final long serialVersionUID = 1L;

    static final String NO_KEY = "no key could decrypt secret";

    private final boolean foreign;

    CannotUnseal(String message) {
        this(message, false);
    }

    private CannotUnseal(String message, boolean foreign) {
        super(message);
        this.foreign = foreign;
    }

    /** A value of it was sealed with a key that this cluster never had. */
    public boolean isForeign() {
        return foreign;
    }

    /** The problems by key; those that are alike are told once. */
    static CannotUnseal of(Map<String, String> problems) {
        Map<String, TreeSet<String>> byProblem = new LinkedHashMap<>();
        problems.forEach(
                (key, problem) ->
                        byProblem.computeIfAbsent(problem, p -> new TreeSet<>()).add(key));
        StringBuilder message = new StringBuilder();
        byProblem.forEach(
                (problem, keys) ->
                        message.append(message.isEmpty() ? "" : "; ")
                                .append(told(String.join(", ", keys), problem)));
        return new CannotUnseal(
                message.toString(),
                problems.values().stream().anyMatch(p -> p.contains(Diagnosis.FOREIGN)));
    }

    /** Bitnami's words where they have some: people search for them. */
    private static String told(String keys, String problem) {
        return problem.startsWith(NO_KEY)
                ? NO_KEY + " (" + keys + ")" + problem.substring(NO_KEY.length())
                : keys + " cannot be unsealed, " + problem;
    }
}
