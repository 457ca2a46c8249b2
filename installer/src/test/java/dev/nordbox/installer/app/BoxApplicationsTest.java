package dev.nordbox.installer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxApplicationsTest {
    private final FakeController controller = new FakeController();

    @Test
    void oneQuestionIsOneRequestWithEverythingEncoded() throws ProblemException {
        controller.answers("{\"accepted\":true}");

        controller
                .applications()
                .post(List.of("my app", "sync"), "prune", "true", "resource", ":ConfigMap:a&b");

        assertThat(controller.asked)
                .containsExactly(
                        "POST /applications/my+app/sync?prune=true&resource=%3AConfigMap%3Aa%26b");
    }

    @Test
    void theAnswerIsGivenAsTheControllerWroteIt() throws ProblemException {
        controller.answers("{\"applications\":[]}");

        assertThat(controller.applications().get(List.of()).json())
                .isEqualTo("{\"applications\":[]}");
        assertThat(controller.asked).containsExactly("GET /applications");
    }

    @Test
    void aClusterOfSeveralIsAskedAtItsOwnSocket() throws ProblemException {
        List<String> sockets = new ArrayList<>();
        controller.host.asks(
                "ask the controller",
                (box, command) -> {
                    sockets.add(command.words().get(command.words().size() - 3));
                    return new CommandOutcome(0, "{\"applications\":[]}\n", "");
                });

        new BoxApplications(controller.host, Optional.of("hel")).get(List.of());
        new BoxApplications(controller.host, Optional.empty()).get(List.of());

        assertThat(sockets)
                .containsExactly(
                        "/run/nordbox/controller-hel.sock", "/run/nordbox/controller.sock");
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, USAGE",
        "INVALID, USAGE",
        "CONFLICT, NOT_SYNCED",
        "REFUSED, OBJECT_REFUSED",
        "OF_A_LATER_VERSION, NOT_SYNCED"
    })
    void aRefusalEndsInItsCodeWithTheControllersWords(String refusal, ExitCode code) {
        controller.answers(
                "{\"refusal\":\"%s\",\"error\":\"no Application wbe\",\"fix\":\"there are web\"}"
                        .formatted(refusal));

        ProblemException problem =
                catchThrowableOfType(
                        ProblemException.class,
                        () -> controller.applications().get(List.of("wbe")));

        assertThat(problem.exitCode()).isEqualTo(code);
        assertThat(problem.problems())
                .containsExactly(
                        new Problem("no Application wbe", controller.host.name(), "there are web"));
    }

    @Test
    void aServerThatIsNoBoxIsRefusedAndNotSentTowardsTheJournal() {
        controller.host.asks(
                "ask the controller", (box, command) -> new CommandOutcome(113, "", ""));

        ProblemException problem =
                catchThrowableOfType(
                        ProblemException.class, () -> controller.applications().get(List.of()));

        assertThat(problem.exitCode()).isEqualTo(ExitCode.HOST_REFUSED);
        assertThat(problem)
                .hasMessageContaining("there is no box of nordbox's here")
                .hasMessageContaining("--host");
    }

    @Test
    void aControllerThatDoesNotRunIsSaid() {
        controller.host.asks(
                "ask the controller",
                (box, command) -> new CommandOutcome(3, "", "the controller is not running"));

        ProblemException problem =
                catchThrowableOfType(
                        ProblemException.class, () -> controller.applications().get(List.of()));

        assertThat(problem.exitCode()).isEqualTo(ExitCode.NOT_SYNCED);
        assertThat(problem).hasMessageContaining("not running").hasMessageContaining("journalctl");
    }
}
