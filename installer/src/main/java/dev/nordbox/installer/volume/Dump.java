package dev.nordbox.installer.volume;

import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.templates.ShellWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a backup command had printed, on a box that came back, and what became of it there.
 *
 * @param place its file on the host
 * @param pod {@code pod/db-0} or {@code replicaset/…}
 * @param container {@code ""} for the pod's default
 * @param words of the command that reads it in; none: only a person knows
 * @param bytes that the kit has of it
 * @param exit of that command, once it was run
 * @param took that command
 * @param why it was left to a person; {@code ""} when it was not
 */
public record Dump(
        String place,
        String namespace,
        String pod,
        String container,
        List<String> words,
        long bytes,
        State state,
        int exit,
        Duration took,
        String why) {

    /** How far it came; it goes one way only. */
    public enum State {
        /** For its pod, before the controller is there. */
        WAITS,
        /** The command was started; should nothing follow, nobody knows how far it came. */
        BEGUN,
        /** The command ended, well or not. */
        RUN,
        /** To a person; nothing is run by itself any more. */
        LEFT
    }

    public Dump {
        words = List.copyOf(words);
    }

    /** One that has just come back, beside its pod's empty volumes or not. */
    static Dump of(Volume.Output output, String place, boolean empty) {
        String why = "";
        if (output.restore().isEmpty()) {
            why = "its pod names no " + BackupWish.RESTORE;
        } else if (!empty) {
            why = "its volumes are not this host's, and may have data that is newer";
        }
        return new Dump(
                place,
                output.namespace(),
                output.pod(),
                output.container(),
                output.restore(),
                output.stored().size(),
                why.isEmpty() ? State.WAITS : State.LEFT,
                0,
                Duration.ZERO,
                why);
    }

    public Dump begun() {
        return with(State.BEGUN, 0, Duration.ZERO, "");
    }

    public Dump run(int code, Duration length) {
        return with(State.RUN, code, length, "");
    }

    /** Of one whose command was begun by a run that saw no end of it. */
    public Dump cut() {
        return left("a run was cut while it was, and nobody knows how far it came");
    }

    public Dump left(String reason) {
        return with(State.LEFT, 0, Duration.ZERO, reason);
    }

    private Dump with(State next, int code, Duration length, String reason) {
        return new Dump(place, namespace, pod, container, words, bytes, next, code, length, reason);
    }

    public boolean isReadIn() {
        return state == State.RUN && exit == 0;
    }

    /** Whether it was to be read in by itself, and is not. */
    public boolean isMissed() {
        return !words.isEmpty() && !isReadIn();
    }

    /** {@code shop, pod/db-0}. */
    public String title() {
        return namespace + ", " + pod;
    }

    /** What became of it. */
    public String line() {
        return switch (state) {
            case WAITS -> "%d bytes wait for %s to be read in".formatted(bytes, title());
            case BEGUN -> cut().line();
            case RUN ->
                    exit == 0
                            ? "%d bytes were read in by %s, in %s s"
                                    .formatted(bytes, title(), seconds())
                            : "%s ended in %d after %s s of reading in %d bytes"
                                    .formatted(title(), exit, seconds(), bytes);
            case LEFT -> "%d bytes are not read in by %s: %s".formatted(bytes, title(), why);
        };
    }

    /** While a command reads it that an earlier run has begun. */
    String runningLine() {
        return "%s still reads in its %d bytes, by a command that an earlier run has begun"
                .formatted(title(), bytes);
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
    }

    /** For one that is not read in: the command that does it. */
    Problem problem(String host) {
        String said =
                state == State.RUN ? "what it said lies in %s.log there; ".formatted(place) : "";
        return new Problem(
                line(),
                host,
                "%sonce the application may be overwritten, as root there: %s"
                        .formatted(said, command()));
    }

    private String command() {
        List<String> line =
                new ArrayList<>(List.of("k3s", "kubectl", "exec", "-i", "-n", namespace));
        if (!container.isEmpty()) {
            line.addAll(List.of("-c", container));
        }
        line.add(pod);
        line.add("--");
        line.addAll(words);
        String file = ShellWords.join(List.of(place));
        return ShellWords.join(line)
                + (words.isEmpty() ? " COMMAND" : "")
                + " <%s && rm %s".formatted(file, file)
                + (state == State.RUN ? " %s.log".formatted(file) : "");
    }
}
