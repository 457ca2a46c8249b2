package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.WriteFile;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How far an upgrade of k3s has come, as the host itself keeps it: {@code PHASE FROM TO
 * STARTED-WITH WHY…}. There is none before the first upgrade and after the end of each.
 *
 * @param from version that was installed, and that a failed upgrade goes back to
 * @param to version that was wanted
 * @param startedWith fingerprint that {@code from} was started with
 * @param why what failed, on the way back; else empty
 */
public record UpgradeNote(Phase phase, String from, String to, String startedWith, String why) {
    static final String NAME = "k3s-upgrade";
    static final String PATH = Note.DIRECTORY + "/" + NAME;

    /** What the way back needs: binary, images, snapshot, and which pods were Ready. */
    static final String KEPT = Note.STATE_DIRECTORY + "/upgrade";

    static final Command READ =
            Command.of("cat", PATH).withRoot().called("ask whether an upgrade is half done");

    private static final String UNKNOWN = "-";
    private static final int LONGEST = 400;

    /** The phases of the way on, then those of the way back. */
    enum Phase {
        BEGUN("the new binary lies beside the old one"),
        KEPT("what the way back needs is kept"),
        SWAPPED("the new k3s was started, and not proved yet"),
        PROVEN("the new k3s does what the old one did"),
        FAILED("the new k3s failed, and the old one is not back yet"),
        RESTORED("the old k3s is back, and not proved yet"),
        UNDONE("the old k3s is back");

        private final String meaning;

        Phase(String meaning) {
            this.meaning = meaning;
        }

        String meaning() {
            return meaning;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isOneOf(Phase... phases) {
            return Arrays.asList(phases).contains(this);
        }
    }

    /** Empty where no upgrade is under way, or its note cannot be read. */
    static Optional<UpgradeNote> of(HostFacts facts) {
        return facts.note(NAME).flatMap(UpgradeNote::parse);
    }

    static Optional<UpgradeNote> parse(String text) {
        String[] words = text.strip().split(" ", 5);
        if (words.length < 4) {
            return Optional.empty();
        }
        return Arrays.stream(Phase.values())
                .filter(phase -> phase.word().equals(words[0]))
                .findFirst()
                .map(
                        phase ->
                                new UpgradeNote(
                                        phase,
                                        words[1],
                                        words[2],
                                        words[3],
                                        words.length == 5 ? words[4] : ""));
    }

    /** An upgrade of what is installed. */
    static UpgradeNote begun(HostFacts facts, String to) {
        String startedWith =
                facts.note(Note.K3S_STARTED_WITH)
                        .map(text -> text.split(" ")[0])
                        .filter(word -> !word.isEmpty())
                        .orElse(UNKNOWN);
        String from = facts.k3s().version().orElse(UNKNOWN);
        return new UpgradeNote(Phase.BEGUN, from, to, startedWith, "");
    }

    UpgradeNote at(Phase next) {
        return new UpgradeNote(next, from, to, startedWith, why);
    }

    UpgradeNote failed(String reason) {
        String line = reason.replaceAll("\\s+", " ").strip();
        String cut = line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
        return new UpgradeNote(Phase.FAILED, from, to, startedWith, cut);
    }

    RemoteFile file() {
        return Note.of(NAME, String.join(" ", phase.word(), from, to, startedWith, why).strip());
    }

    /** The change that takes the upgrade into this phase. */
    Change noted(String description) {
        return new Change(description, new WriteFile(file()));
    }

    /** Whether k3s on the host is no longer, or not yet again, what it was. */
    private boolean isHalfDone() {
        return phase != Phase.BEGUN;
    }

    /**
     * For whatever else would change k3s: an upgrade that was begun is ended first.
     *
     * @param host as it is called in messages
     * @throws ProblemException HOST_REFUSED when one is half done
     */
    public static void refuseHalfDone(String host, HostFacts facts) throws ProblemException {
        Optional<UpgradeNote> note = of(facts).filter(UpgradeNote::isHalfDone);
        if (note.isPresent()) {
            throw new ProblemException(ExitCode.HOST_REFUSED, note.get().problem(host));
        }
    }

    /** Asks a host for it alone, as {@link #of} does from facts. */
    public static Optional<UpgradeNote> on(Host host) throws HostException {
        CommandOutcome outcome = host.run(READ);
        return outcome.succeeded() ? parse(outcome.stdout()) : Optional.empty();
    }

    /**
     * What is to be told of it, with the command that goes on.
     *
     * @param host as it is called in messages
     */
    public Problem problem(String host) {
        return new Problem(
                "an upgrade of k3s from %s to %s was begun, and not done: %s"
                        .formatted(from, to, phase.meaning()),
                host,
                "run `upgrade --k3s %s` again: it goes on where it stopped, or back".formatted(to));
    }

    /** The same for programs. */
    public Map<String, Object> document() {
        return Map.of("phase", phase.word(), "from", from, "to", to, "why", why);
    }
}
