package dev.nordbox.installer.backup;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.backup.Backup.Listed;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.ControllerLease;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has a box do what its timer has it do, and look where its kits are. */
public final class OnBox {
    static final String LABEL = "use the program on the box";
    private static final String NONE = "none";

    private final Shell host;

    public OnBox(Shell host) {
        this.host = host;
    }

    /**
     * Makes a kit now and waits for it.
     *
     * @throws ProblemException STEP_FAILED with what the box says when it fails
     */
    public void make() throws ProblemException {
        ask("make", Duration.ofMinutes(30));
    }

    /** What the store has of the box, newest first. */
    public List<Listed> list() throws ProblemException {
        String answer = ask("list", Duration.ofMinutes(5));
        try {
            Map<String, Object> document = Json.parse(answer.getBytes(StandardCharsets.UTF_8));
            List<Listed> kits = new ArrayList<>();
            for (Object kit : Fields.list(document, "kits")) {
                kits.add(
                        new Listed(
                                Instant.parse(Fields.text(kit, "made").orElse("")),
                                Fields.text(kit, "file").orElse(""),
                                Fields.number(kit, "size")));
            }
            return kits;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ProblemException(
                    ExitCode.STEP_FAILED,
                    new Problem(
                            "the box' list of kits is not understood",
                            host.name(),
                            "run `up`: its nordbox may be of another version"),
                    e);
        }
    }

    /**
     * Says to the store of a box that came back that it did, or finds out that another one did.
     *
     * @return what came of it, in a line; empty for a box that makes no kits by itself, whose
     *     controller goes on: nobody would ever tell it to
     */
    public Optional<String> settle() throws ProblemException {
        return say("settle");
    }

    /**
     * Has this host go on as the box, whoever has taken it over.
     *
     * @return what came of it, in a line
     */
    public String claim() throws ProblemException {
        return say("claim")
                .orElse(
                        "the controller of this host goes on; it makes no kits by itself, so no"
                                + " other host is told");
    }

    private Optional<String> say(String what) throws ProblemException {
        Command command = command(what, Duration.ofMinutes(5));
        CommandOutcome outcome = host.run(command);
        if (outcome.stdout().strip().equals(NONE)) {
            host.run(ControllerLease.RELEASE).orFail(host, ControllerLease.RELEASE);
            return Optional.empty();
        }
        return Optional.of(outcome.orFail(host, command).stdout().strip());
    }

    private String ask(String what, Duration patience) throws ProblemException {
        Command command = command(what, patience);
        CommandOutcome outcome = host.run(command);
        if (outcome.stdout().strip().equals(NONE)) {
            throw new ProblemException(
                    ExitCode.USAGE,
                    new Problem(
                            "this box makes no kits by itself",
                            host.name(),
                            "add `backup` to nordbox.yaml and run `up`; `kit save` makes one here"));
        }
        return outcome.orFail(host, command).stdout();
    }

    private static Command command(String what, Duration patience) {
        return Command.script(LABEL, Script.beside(OnBox.class, "on-box.sh"), what)
                .withRoot()
                .within(patience);
    }

    /** What {@code list} of the program on the box prints. */
    public static byte[] print(List<Listed> kits) {
        return Json.print(
                Map.of(
                        "kits",
                        kits.stream()
                                .map(
                                        kit ->
                                                Map.of(
                                                        "made", kit.made().toString(),
                                                        "box", kit.box(),
                                                        "file", kit.file(),
                                                        "size", kit.size()))
                                .toList()));
    }
}
