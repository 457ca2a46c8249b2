package dev.nordbox.installer.step;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;

/**
 * One thing a step would do: what a dry run prints, and what {@code up} does.
 *
 * @param description in the infinitive, with the object it concerns: {@code write
 *     /etc/…/config.yaml}
 * @param why what is not as it should be; empty where the description says it
 * @param writes the files that stand there afterwards, as far as they are known before
 */
public record Change(String description, String why, List<RemoteFile> writes, Effect effect) {

    public Change {
        writes = List.copyOf(writes);
    }

    public Change(String description, Effect effect) {
        this(description, "", written(effect), effect);
    }

    /** Runs a command to its end, which has to be a good one. */
    public static Change running(String description, Command command) {
        return new Change(description, (host, progress) -> host.run(command).orFail(host, command));
    }

    public Change because(String reason) {
        return new Change(description, reason, writes, effect);
    }

    /** The same, whose effect puts a file in place by a way of its own. */
    public Change writing(RemoteFile file) {
        return new Change(description, why, List.of(file), effect);
    }

    private static List<RemoteFile> written(Effect effect) {
        return effect instanceof WriteFile write ? List.of(write.file()) : List.of();
    }

    /**
     * The doing. Safe to repeat: an engine that was killed in the middle plans and applies again.
     */
    @FunctionalInterface
    public interface Effect {
        void apply(Host host, Progress progress) throws ProblemException;
    }
}
