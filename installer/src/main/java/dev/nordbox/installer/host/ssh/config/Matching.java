package dev.nordbox.installer.host.ssh.config;

import dev.nordbox.installer.problem.ProblemException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether the lines below a {@code Match} count.
 *
 * <p>No program is started for {@code Match exec}, and a few others depend on what only ssh knows:
 * they count as not met, and are told by name.
 */
final class Matching {
    private static final Set<String> UNKNOWABLE =
            Set.of("exec", "localnetwork", "tagged", "command", "sessiontype", "version");

    enum Answer {
        YES,
        NO,
        UNDECIDED
    }

    /**
     * @param host as it is known so far
     * @param original as it was typed
     * @param finalPass the second reading, which {@code Match final} asks for
     */
    record Subject(
            String host, String original, String user, String localUser, boolean finalPass) {}

    private final Subject subject;
    private boolean wantsFinalPass;

    Matching(Subject subject) {
        this.subject = subject;
    }

    boolean wantsFinalPass() {
        return wantsFinalPass;
    }

    Answer answer(ConfigLine match) throws ProblemException {
        Deque<String> words = new ArrayDeque<>(match.words());
        if (words.isEmpty()) {
            throw match.wrong("`Match` names no condition", "write for example `Match host a,b`");
        }
        boolean all = true;
        boolean undecided = false;
        while (!words.isEmpty()) {
            String word = condition(words);
            boolean wanted = !word.startsWith("!");
            String name = (wanted ? word : word.substring(1)).toLowerCase(Locale.ROOT);
            if (name.equals("all")) {
                continue;
            }
            if (name.equals("final") || name.equals("canonical")) {
                wantsFinalPass |= name.equals("final");
                all &= subject.finalPass() == wanted;
                continue;
            }
            String argument = words.poll();
            if (argument == null) {
                throw match.wrong(
                        "`Match " + name + "` lacks what it is compared with",
                        "write for example `Match host a,b`");
            }
            if (UNKNOWABLE.contains(name)) {
                undecided = true;
            } else {
                all &= holds(name, List.of(argument.split(",")), match) == wanted;
            }
        }
        return !all ? Answer.NO : undecided ? Answer.UNDECIDED : Answer.YES;
    }

    /** The next one; what it is compared with may follow an equals sign. */
    private static String condition(Deque<String> words) {
        String[] parts = words.remove().split("=", 2);
        if (parts.length == 2) {
            words.addFirst(parts[1]);
        }
        return parts[0];
    }

    private boolean holds(String name, List<String> patterns, ConfigLine match)
            throws ProblemException {
        return switch (name) {
            case "host" -> Wildcards.matchInAnyCase(patterns, subject.host());
            case "originalhost" -> Wildcards.matchInAnyCase(patterns, subject.original());
            case "user" -> Wildcards.matchAny(patterns, subject.user());
            case "localuser" -> Wildcards.matchAny(patterns, subject.localUser());
            default ->
                    throw match.wrong(
                            "`Match " + name + "` is no condition that ssh knows",
                            "mend the line: ssh stops at it as well");
        };
    }
}
