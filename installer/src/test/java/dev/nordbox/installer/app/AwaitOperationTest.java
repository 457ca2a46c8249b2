package dev.nordbox.installer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.TickingClock;
import dev.nordbox.installer.steps.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitOperationTest {
    private static final String INFO =
            "\"info\":[{\"name\":\"nordbox.no/request\",\"value\":\"%s\"}]";
    private static final String WAITS =
            "{\"application\":{\"operation\":{%s}}}".formatted(INFO.formatted("r1"));

    private final FakeController controller = new FakeController();
    private final TickingClock clock = new TickingClock();
    private final List<Event> events = new ArrayList<>();

    @Test
    void waitsForTheOperationThatWasAskedForAndNoOther() throws ProblemException {
        controller.answers(
                WAITS.replace(
                        "{\"operation\"",
                        "{\"status\":%s,\"operation\"".formatted(state("r0", "Succeeded", ""))),
                told("r1", "Running", "waiting for healthy state of web/Deployment.apps/web"),
                told("r1", "Succeeded", "successfully synced"));

        await();

        assertThat(controller.asked).hasSize(3).allMatch("GET /applications/web"::equals);
        assertThat(events)
                .containsExactly(
                        new Event.Doing("sync", "waiting for the controller to begin"),
                        new Event.Doing(
                                "sync", "waiting for healthy state of web/Deployment.apps/web"));
    }

    @Test
    void aFailureTellsEveryReasonWithItsObject() {
        controller.answers(
                told("r1", "Failed", "one or more tasks failed")
                        .replace(
                                "\"phase\"",
                                """
                                "syncResult":{"resources":[
                                 {"kind":"ConfigMap","namespace":"web","name":"a","status":"SyncFailed","message":"too silly"},
                                 {"kind":"ConfigMap","namespace":"web","name":"b","status":"Synced","message":"unchanged"},
                                 {"kind":"Job","namespace":"web","name":"m","status":"Synced","hookPhase":"Failed","message":"exit 1"}]},
                                "phase\""""));

        ProblemException problem = failure();

        assertThat(problem.exitCode()).isEqualTo(ExitCode.NOT_SYNCED);
        assertThat(problem.problems())
                .extracting(Problem::where, Problem::what)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("web: ConfigMap web/a", "too silly"),
                        org.assertj.core.groups.Tuple.tuple("web: Job web/m", "exit 1"));
    }

    @Test
    void anOperationThatWasNotBegunIsToldAtOnce() {
        controller.answers(
                """
                {"application":{"status":{"conditions":[{"type":"SyncError",
                 "message":"the operation was not begun: sync.manifests is not supported"}]}}}""");

        assertThat(failure())
                .hasMessageContaining("sync.manifests is not supported")
                .extracting(ProblemException::exitCode)
                .isEqualTo(ExitCode.NOT_SYNCED);
        assertThat(controller.asked).hasSize(1);
    }

    @Test
    void aSyncThatIsSupersededIsNotWaitedFor() {
        controller.answers(told("r1", "Running", "x"), told("r2", "Running", "y"));

        assertThat(failure()).hasMessageContaining("another sync took the place of this one");
    }

    @Test
    void whatDoesNotMoveExpiresWithWhatItWaitsFor() {
        controller.answers(told("r1", "Running", "waiting for completion of hook web/Job/m"));

        ProblemException problem = failure();

        assertThat(problem.exitCode()).isEqualTo(ExitCode.TIMED_OUT);
        assertThat(problem).hasMessageContaining("completion of hook web/Job/m");
    }

    private ProblemException failure() {
        return catchThrowableOfType(ProblemException.class, this::await);
    }

    private void await() throws ProblemException {
        Wait wait = new Wait(Duration.ofMinutes(1), Duration.ofSeconds(1), clock, clock::advance);
        new AwaitOperation(controller.applications(), wait, events::add, "web", "r1").ended();
    }

    private static String told(String request, String phase, String message) {
        return "{\"application\":{\"status\":" + state(request, phase, message) + "}}";
    }

    private static String state(String request, String phase, String message) {
        return """
        {"operationState":{"phase":"%s","message":"%s","operation":{%s}}}"""
                .formatted(phase, message, INFO.formatted(request));
    }
}
