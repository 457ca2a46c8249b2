package dev.nordbox.installer.up;

import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.GiveDeployKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Speaks to the controller on a host, over its socket there. */
public final class ControllerDialogue {
    static final String ASK = "ask the controller";
    private static final String SCRIPT =
            Script.beside(ControllerDialogue.class, "ask-controller.sh");

    /** How the script ends on a server that has no controller at all. */
    private static final int NO_BOX = 113;

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    /** A comparison of many objects takes its time. */
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Shell host;
    private final String socket;
    private String silence = "";

    /** Of a controller that has one cluster. */
    public ControllerDialogue(Shell host) {
        this(host, Optional.empty());
    }

    /**
     * @param cluster of those that the controller has; empty: the only one
     */
    public ControllerDialogue(Shell host, Optional<String> cluster) {
        this.host = host;
        this.socket = ControllerConfig.socket(ControllerConfig.SOCKET, cluster).toString();
    }

    /**
     * The status as the controller wrote it, one JSON object.
     *
     * @throws ProblemException NOT_SYNCED when no controller answers, HOST_REFUSED when there is
     *     none
     */
    public String json() throws ProblemException {
        return answered(ask("status"));
    }

    private String answered(CommandOutcome outcome) throws ProblemException {
        if (outcome.exitCode() == NO_BOX) {
            throw new ProblemException(
                    ExitCode.HOST_REFUSED,
                    new Problem(
                            "there is no box of nordbox's here: it has no nordbox.service",
                            host.name(),
                            "is that the server you mean? then `up` makes it one; else name the"
                                    + " right one with --host"));
        }
        if (!outcome.succeeded()) {
            throw new ProblemException(
                    ExitCode.NOT_SYNCED,
                    new Problem(
                            silence(outcome),
                            host.name(),
                            "look on the host: journalctl -u nordbox -e; or run `up` again"));
        }
        return outcome.stdout();
    }

    /**
     * A question of its own, as a request line has it; the answer may be a refusal in JSON.
     *
     * @param target path and query, encoded
     * @throws ProblemException when no controller answers
     */
    public String ask(String method, String target) throws ProblemException {
        return answered(
                host.run(
                        Command.script(ASK, SCRIPT, socket, method, target)
                                .withRoot()
                                .within(LONG)));
    }

    /** Empty while no controller answers, as in the first seconds after its start. */
    Optional<BoxStatus> statusIfAny() throws ProblemException {
        return statusIfAny("status");
    }

    /**
     * As {@link #statusIfAny()}, after the controller has been asked to look at the repository now:
     * until it has, its status says that it is busy.
     */
    Optional<BoxStatus> statusAfterALook() throws ProblemException {
        return statusIfAny("look");
    }

    private Optional<BoxStatus> statusIfAny(String what) throws ProblemException {
        CommandOutcome outcome = ask(what);
        silence = outcome.succeeded() ? "" : silence(outcome);
        return outcome.succeeded() ? Optional.of(read(outcome.stdout())) : Optional.empty();
    }

    /** Why the controller did not answer when it was last asked, with its last words. */
    String silence() {
        return silence;
    }

    /** Public half of the deploy key; empty when there is none. */
    Optional<String> deployKey() throws ProblemException {
        return GiveDeployKey.publicHalf(host);
    }

    private CommandOutcome ask(String what) throws ProblemException {
        return host.run(Command.script(ASK, SCRIPT, socket, what).withRoot().within(DEADLINE));
    }

    public BoxStatus read(String json) throws ProblemException {
        return BoxStatus.of(parse(json));
    }

    /** What the controller wrote. */
    public Map<String, Object> parse(String json) throws ProblemException {
        try {
            return Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ExitCode.NOT_SYNCED,
                    new Problem(
                            "the controller's answer is not JSON",
                            host.name(),
                            "run `up` again: the controller may be of another version"),
                    e);
        }
    }

    private static String silence(CommandOutcome outcome) {
        String said = outcome.stderr().strip();
        return "no controller answers" + (said.isEmpty() ? "" : ": " + said);
    }
}
