package dev.nordbox.installer.app;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Waits for the end of a sync that was asked for. It is told from others by the request that its
 * {@code info} carries, so neither the clocks of two machines nor a sync of somebody else count.
 */
public final class AwaitOperation {

    /** Name of the entry of {@code operation.info}. */
    private static final String REQUEST = "nordbox.no/request";

    private static final String PHASE = "sync";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final BoxApplications applications;
    private final Wait wait;
    private final Output output;
    private final String name;
    private final String request;

    public AwaitOperation(
            BoxApplications applications, Wait wait, Output output, String name, String request) {
        this.applications = applications;
        this.wait = wait;
        this.output = output;
        this.name = name;
        this.request = request;
    }

    /**
     * @return the Application when its sync has ended well
     * @throws ProblemException with every reason when it failed, was refused, or takes too long
     */
    public BoxApplications.Told ended() throws ProblemException {
        Wait.Started waiting = wait.start();
        boolean begun = false;
        while (true) {
            BoxApplications.Told told = applications.get(List.of(name));
            Map<String, Object> application = Fields.map(told.content(), "application");
            Object state = Fields.map(application, "status", "operationState");
            boolean ours = isOurs(Fields.map(state, "operation"));
            boolean waits = isOurs(Fields.map(application, "operation"));
            String phase = Fields.text(state, "phase").orElse("");
            if (ours && phase.equals("Succeeded")) {
                return told;
            }
            if (ours && (phase.equals("Failed") || phase.equals("Error"))) {
                throw failed(state);
            }
            if (begun && !ours) {
                throw problem(ExitCode.NOT_SYNCED, "another sync took the place of this one");
            }
            begun = ours;
            Optional<String> refusal = ours || waits ? Optional.empty() : refusal(application);
            if (refusal.isPresent()) {
                throw problem(ExitCode.NOT_SYNCED, refusal.get());
            }
            String what = ours ? message(state) : "the controller to begin";
            output.tell(new Event.Doing(PHASE, "waiting for " + what));
            if (!waiting.again(what.replaceAll("\\d+", ""), PAUSE)) {
                throw problem(ExitCode.TIMED_OUT, "the sync has not ended: " + what);
            }
        }
    }

    private boolean isOurs(Object operation) {
        return Fields.list(operation, "info").stream()
                .filter(info -> Fields.text(info, "name").equals(Optional.of(REQUEST)))
                .anyMatch(info -> Fields.text(info, "value").equals(Optional.of(request)));
    }

    private static String message(Object state) {
        String message = Fields.text(state, "message").orElse("");
        String what = message.startsWith("waiting for ") ? message.substring(12) : message;
        return what.isEmpty() ? "its end" : what;
    }

    /** It was taken off the Application, and is not what the status tells of. */
    private static Optional<String> refusal(Map<String, Object> application) {
        return Fields.list(application, "status", "conditions").stream()
                .map(condition -> Fields.text(condition, "message").orElse(""))
                .filter(message -> message.startsWith("the operation was not begun"))
                .findFirst();
    }

    private ProblemException failed(Object state) {
        List<Problem> problems = new ArrayList<>();
        for (Object result : Fields.list(state, "syncResult", "resources")) {
            boolean refused =
                    Fields.text(result, "status").equals(Optional.of("SyncFailed"))
                            || Fields.text(result, "hookPhase")
                                    .filter(p -> p.equals("Failed") || p.equals("Error"))
                                    .isPresent();
            if (refused) {
                problems.add(
                        new Problem(
                                Fields.text(result, "message").orElse(""),
                                name + ": " + object(result),
                                "`app why " + name + "` tells whose it is"));
            }
        }
        if (problems.isEmpty()) {
            return problem(ExitCode.NOT_SYNCED, Fields.text(state, "message").orElse(""));
        }
        return new ProblemException(ExitCode.NOT_SYNCED, problems);
    }

    private static String object(Object result) {
        return Fields.text(result, "kind").orElse("") + " " + Columns.name(result);
    }

    private ProblemException problem(ExitCode code, String what) {
        return new ProblemException(
                code, new Problem(what, name, "`app why " + name + "` tells whose it is"));
    }
}
