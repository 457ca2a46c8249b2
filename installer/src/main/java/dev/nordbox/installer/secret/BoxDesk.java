package dev.nordbox.installer.secret;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * The keys of a box, asked over SSH: the jar there answers on its standard output, so that private
 * keys and plaintext stay there, and nothing listens.
 */
public final class BoxDesk implements Desk.Channel {
    public static final String ASK = "ask the sealing keys";

    /** Where it is begun; there until {@link #prepare} has been asked, or the next boot. */
    public static final String BEGUN = "/run/nordbox-first-key";

    public static final String BEGIN = "begin the first sealing key";

    /** Thousands of values, or a key of 4096 bits, on a machine that is slow and busy. */
    private static final Duration DEADLINE = Duration.ofHours(1);

    private static final String SCRIPT = Script.beside(BoxDesk.class, "ask-desk.sh");

    private final Host host;

    public BoxDesk(Host host) {
        this.host = host;
    }

    @Override
    public Map<String, Object> ask(Map<String, Object> request) throws ProblemException {
        return ask(Command.of("sh", "-c", SCRIPT, "ask-desk"), Json.print(request));
    }

    /** Has the box begin a first key; {@link #prepare} takes it, when it is done. */
    public void begin() throws ProblemException {
        Command command =
                Command.script(BEGIN, Script.beside(BoxDesk.class, "begin-key.sh")).withRoot();
        host.run(command).orFail(host, command);
    }

    /** Has the box make its first key, where it has none. */
    public void prepare() throws ProblemException {
        ask(Command.of("sh", "-c", SCRIPT, "ask-desk", "prepare"), new byte[0]);
    }

    /** Has the box make another key, which seals from now on. */
    public void renew() throws ProblemException {
        ask(Command.of("sh", "-c", SCRIPT, "ask-desk", "renew"), new byte[0]);
    }

    private Map<String, Object> ask(Command words, byte[] input) throws ProblemException {
        Command command = new Command(words.words(), input, true, DEADLINE, ASK);
        CommandOutcome outcome = host.run(command);
        if (!outcome.succeeded()) {
            throw new ProblemException(
                    ExitCode.NOT_SEALED,
                    new Problem(
                            "the box does not answer for its keys: " + outcome.stderr().strip(),
                            host.name(),
                            "run `up` again, which brings this version to the box"));
        }
        try {
            return Json.parse(outcome.stdout().getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ExitCode.NOT_SEALED,
                    new Problem(
                            "the answer of the box is not JSON",
                            host.name(),
                            "run `up` again: the controller may be of another version"),
                    e);
        }
    }
}
