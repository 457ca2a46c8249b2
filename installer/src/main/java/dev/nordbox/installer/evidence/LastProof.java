package dev.nordbox.installer.evidence;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.control.Uptime;
import dev.nordbox.installer.facts.HostClock;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Note;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * When a box was last proved against a profile, by a person or by itself, and how that went.
 *
 * @param profile and the counts of that proof: {@code nordic/no: 18 pass, 1 fail}
 * @param days how long it speaks for the box
 * @param unproved why it does not speak for the box as it runs now; empty when it does
 */
public record LastProof(Instant at, String outcome, int days, Optional<String> unproved) {
    /** Where no profile says. */
    private static final int DAYS = 7;

    private static final Pattern FAILURES = Pattern.compile("\\b[1-9][0-9]* fail\\b");

    /** By a person; empty when it never was. */
    public static Optional<LastProof> on(Shell host, BoxConfig config) throws ProblemException {
        CommandOutcome outcome = host.run(read(Proof.NOTE));
        return outcome.succeeded()
                ? of(host, config, outcome.stdout(), host.run(read(Proof.UPTIME_NOTE)).stdout())
                : Optional.empty();
    }

    /**
     * @param note of the proof
     * @param uptime the note of which start of the box that was
     */
    static Optional<LastProof> of(Shell host, BoxConfig config, String note, String uptime)
            throws ProblemException {
        int days = config.profile().map(held -> held.parameters().evidenceDays()).orElse(DAYS);
        int blank = note.indexOf(' ');
        if (blank < 0) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.parse(note.substring(0, blank));
            Uptime then = Uptime.parse(uptime);
            return Optional.of(
                    new LastProof(
                            at,
                            note.substring(blank + 1).strip(),
                            days,
                            Uptime.of(host).unproved(then)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Command read(String note) {
        return Command.of("cat", Note.DIRECTORY + "/" + note).withRoot();
    }

    /** Nothing failed then, by the same profile, and the box has not started anew since. */
    public boolean holds(String id, Instant now) {
        return unproved.isEmpty()
                && !HostClock.isYetToCome(at, now)
                && !isOld(now)
                && outcome.startsWith(id + ":")
                && !FAILURES.matcher(outcome).find();
    }

    private boolean isOld(Instant now) {
        return at.plus(Duration.ofDays(days)).isBefore(now);
    }

    /** {@code 3 hours ago, nordic/no: 18 pass, …}. */
    public String words(Instant now) {
        return words(now, why -> why + ": run `verify` again");
    }

    /**
     * The same, where somebody else knows more of a start that it does not speak for.
     *
     * @param stale what is said of why it does not
     */
    String words(Instant now, UnaryOperator<String> stale) {
        if (HostClock.isYetToCome(at, now)) {
            return "dated "
                    + at
                    + ", which is yet to come: a clock was ahead, then or now; compare `date -u`"
                    + " here and on the box, then run `verify` again";
        }
        String old = isOld(now) ? "; older than %d days: run `verify` again".formatted(days) : "";
        String start = unproved.map(stale).map(said -> "; " + said).orElse("");
        return words(Duration.between(at, now)) + " ago, " + outcome + start + old;
    }

    private static String words(Duration age) {
        if (age.toDays() > 1) {
            return age.toDays() + " days";
        }
        return age.toHours() > 1
                ? age.toHours() + " hours"
                : Math.max(0, age.toMinutes()) + " minutes";
    }
}
