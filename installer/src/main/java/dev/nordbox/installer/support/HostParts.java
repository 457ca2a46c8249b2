package dev.nordbox.installer.support;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a box tells of itself: journals of our units, lists of the cluster. No Secret is asked for.
 */
public final class HostParts {
    /** Label of the script's command. */
    public static final String LABEL = "collect what support needs";

    private static final String FIRST_LINE = "nordbox-support\t1";
    private static final String PART = "==== nordbox-part ";
    private static final Command COLLECT =
            Command.script(LABEL, Script.beside(HostParts.class, "collect.sh"))
                    .withRoot()
                    .within(Duration.ofMinutes(5));

    private HostParts() {}

    /** By file name, in one round trip. */
    public static Map<String, String> of(Host host) throws ProblemException {
        CommandOutcome outcome = host.run(COLLECT);
        outcome.orFail(host, COLLECT);
        Map<String, StringBuilder> parts = new LinkedHashMap<>();
        StringBuilder part = new StringBuilder();
        for (String line :
                outcome.stdout().lines().dropWhile(l -> !l.equals(FIRST_LINE)).skip(1).toList()) {
            if (line.startsWith(PART)) {
                part =
                        parts.computeIfAbsent(
                                line.substring(PART.length()), n -> new StringBuilder());
            } else {
                part.append(line).append('\n');
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        parts.forEach(
                (name, text) -> {
                    if (name.matches("[a-z0-9.-]{1,80}")) {
                        texts.put(name, text.toString());
                    }
                });
        return texts;
    }
}
