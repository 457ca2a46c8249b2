package dev.nordbox.installer.control;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which boot of a box, and which start of k3s. A proof speaks for the one it was made in: packet
 * filters and policies are made anew with each.
 *
 * @param boot the kernel's id of it; {@code ""} when it does not say
 * @param k3s systemd's id of the start; {@code ""} when k3s does not run
 */
public record Uptime(String boot, String k3s, Optional<Instant> booted, Optional<Instant> started) {
    /** What finds it out. */
    public static final String LABEL = "look when the box started";

    /** Of a box that does not say. */
    public static final Uptime UNKNOWN = new Uptime("", "", Optional.empty(), Optional.empty());

    public static Uptime of(Shell host) throws ProblemException {
        Command command =
                Command.script(LABEL, Script.beside(Uptime.class, "uptime.sh")).withRoot();
        return of(Seen.words(host.run(command).orFail(host, command).stdout()));
    }

    static Uptime of(Map<String, String> values) {
        return new Uptime(
                values.getOrDefault("boot", ""),
                values.getOrDefault("k3s", ""),
                time(values.get("booted")),
                time(values.get("k3s-started")));
    }

    /** As a note keeps it. */
    public String words() {
        return "boot=" + boot + " k3s=" + k3s;
    }

    /** As {@link #words} wrote it, without the times. */
    public static Uptime parse(String words) {
        return of(Seen.words(words));
    }

    public boolean isKnown() {
        return !boot.isEmpty() && !k3s.isEmpty();
    }

    /**
     * What a proof of then does not speak for: {@code not proved since the reboot at …}; empty when
     * it still does.
     */
    public Optional<String> unproved(Uptime then) {
        if (!then.isKnown() || !isKnown()) {
            return Optional.of("not known which start of the box was proved");
        }
        if (!boot.equals(then.boot())) {
            return Optional.of("not proved since the reboot" + at(booted));
        }
        if (!k3s.equals(then.k3s())) {
            return Optional.of("not proved since k3s started anew" + at(started));
        }
        return Optional.empty();
    }

    private static String at(Optional<Instant> time) {
        return time.map(at -> " at " + at).orElse("");
    }

    private static Optional<Instant> time(@Nullable String seconds) {
        long number = GuardChecks.number(seconds);
        return number == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(number));
    }
}
