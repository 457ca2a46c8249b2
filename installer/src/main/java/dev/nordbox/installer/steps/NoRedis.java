package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Note;
import java.util.Optional;

/**
 * Noted on a box that got no Redis although one was tried, so that the next run of the same nordbox
 * does not try again by itself, as long as the way to the mirrors is the same.
 *
 * @param version of the nordbox that tried
 * @param way stands for the mirrors and the proxy that it tried with
 * @param reason one line, for people
 */
public record NoRedis(String version, String way, String reason) {
    static final String NOTE = "no-redis";

    private static final int LENGTH_OF_A_WAY = 16;

    private static final Command READ =
            Command.of("cat", Note.DIRECTORY + "/" + NOTE)
                    .withRoot()
                    .called("ask why there is no Redis");

    static Optional<NoRedis> noted(HostFacts facts) {
        return facts.note(NOTE).map(NoRedis::parse);
    }

    /** The same for whoever has no facts. */
    public static Optional<NoRedis> on(Host host) throws HostException {
        CommandOutcome outcome = host.run(READ);
        return outcome.succeeded() ? Optional.of(parse(outcome.stdout())) : Optional.empty();
    }

    private static NoRedis parse(String text) {
        String[] words = text.strip().split(" ", 2);
        String[] tried = words[0].split(":", 2);
        return new NoRedis(
                tried[0], tried.length > 1 ? tried[1] : "", words.length > 1 ? words[1] : "");
    }

    /** On one line, for people. */
    public String words() {
        return "nordbox %s got none: %s".formatted(version, reason);
    }

    /**
     * @param said what the command that failed wrote to standard error
     */
    static NoRedis because(String said, HostFacts facts) {
        return new NoRedis(Version.ofNordbox(), way(facts), SaidByApt.reasonIn(said));
    }

    /** Another nordbox may have better luck, and so may this one on another way. */
    boolean stands(HostFacts facts) {
        return version.equals(Version.ofNordbox()) && way.equals(way(facts));
    }

    private static String way(HostFacts facts) {
        return FileFacts.sha256(String.join("\n", PackageInReach.way(facts)))
                .substring(0, LENGTH_OF_A_WAY);
    }

    RemoteFile note() {
        return Note.of(NOTE, version + ":" + way + " " + reason);
    }
}
