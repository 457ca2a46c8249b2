package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.control.Uptime;
import dev.nordbox.installer.evidence.Proof;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Note;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** When a box was last proved against its profile, and how that went. */
final class LastProof {
    /** Where no profile says. */
    private static final int DAYS = 7;

    /** What clocks may be apart. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private LastProof() {}

    /** {@code 3 hours ago, nordic/no: 18 pass, …}; empty when it never was. */
    static Optional<String> on(Host host, BoxConfig config, Instant now) throws ProblemException {
        int days = config.profile().map(held -> held.parameters().evidenceDays()).orElse(DAYS);
        Command read = Command.of("cat", Note.DIRECTORY + "/" + Proof.NOTE).withRoot();
        CommandOutcome outcome = host.run(read);
        String note = outcome.stdout().strip();
        int blank = note.indexOf(' ');
        if (!outcome.succeeded() || blank < 0) {
            return Optional.empty();
        }
        try {
            Duration age = Duration.between(Instant.parse(note.substring(0, blank)), now);
            if (age.plus(AHEAD).isNegative()) {
                return Optional.of(
                        "dated %s, which is yet to come: a clock was ahead, then or now; compare `date -u` here and on the box, then run `verify` again"
                                .formatted(note.substring(0, blank)));
            }
            String old =
                    age.compareTo(Duration.ofDays(days)) > 0
                            ? "; older than %d days: run `verify` again".formatted(days)
                            : "";
            String unproved =
                    stale(host).map(why -> "; " + why + ": run `verify` again").orElse("");
            return Optional.of(words(age) + " ago, " + note.substring(blank + 1) + unproved + old);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Why the last proof does not speak for the box as it runs now; empty when it does. */
    private static Optional<String> stale(Host host) throws ProblemException {
        Command read = Command.of("cat", Note.DIRECTORY + "/" + Proof.UPTIME_NOTE).withRoot();
        return Uptime.of(host).unproved(Uptime.parse(host.run(read).stdout()));
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
