package dev.nordbox.installer.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Specs;
import dev.nordbox.installer.steps.TickingClock;
import dev.nordbox.installer.steps.Wait;
import dev.nordbox.installer.up.AwaitConverged.Watched;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitConvergedTest {
    private static final String KEY = "ssh-ed25519 AAAAC3Nz nordbox@box";
    private static final String CONVERGED =
            """
            {"converged":true,"repository":{"url":"git@git.example.no:ops/box.git",
             "revision":"0123456789abcdef"},"cluster":{"busy":false,"passes":1},
             "applications":[{"name":"web","sync":"Synced","health":"Healthy"}]}""";
    private static final String PROGRESSING =
            """
            {"converged":false,"repository":{"url":"u","revision":"0123456789abcdef"},
             "cluster":{"busy":false,"passes":9},"applications":[{"name":"web","sync":"Synced",
             "health":"Progressing","conditions":[],"attention":[{"kind":"Deployment",
             "namespace":"staging","name":"web","sync":"Synced","health":"Progressing",
             "message":"0 of 1 updated"}]}]}""";
    private static final String NO_ANSWER = "";

    private final FakeHost host = FakeHost.debian12();
    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    @Test
    void waitsForTheControllerAndThenForTheCluster() throws ProblemException {
        controllerAnswers(NO_ANSWER, PROGRESSING, PROGRESSING, CONVERGED);

        complete(Watched.BY_NOBODY);

        assertThat(events)
                .contains(
                        new Event.Doing(
                                "converge",
                                "waiting for the controller to start; no controller answers:"
                                        + " the controller is not running"),
                        new Event.Doing(
                                "converge",
                                "waiting for web: Deployment staging/web is Synced, Progressing:"
                                        + " 0 of 1 updated"))
                .anyMatch(
                        event ->
                                event instanceof Event.PhaseFinished finished
                                        && finished.summary()
                                                .equals(
                                                        "01234567  1 application Synced and"
                                                                + " Healthy"));
        assertThat(asked).doesNotContain("sync");
    }

    @Test
    void aFreshRefusalEndsTheRunWithTheDeployKey() {
        controllerAnswers(NO_ANSWER, refused("LOGIN_REFUSED"));

        ProblemException ended = end(Watched.BY_NOBODY);

        assertThat(ended.exitCode()).isEqualTo(ExitCode.REPO_UNREACHABLE);
        assertThat(ended.problems().get(0).remedy()).startsWith("give the deploy key above");
        assertThat(noted()).singleElement().asString().endsWith("\n" + KEY);
    }

    @Test
    void anOldRefusalIsLookedAtAgain() throws ProblemException {
        controllerAnswers(
                refused("LOGIN_REFUSED"), refused("LOGIN_REFUSED"), PROGRESSING, CONVERGED);

        complete(Watched.BY_NOBODY);

        assertThat(asked).contains("sync");
    }

    @Test
    void anOldRefusalThatStaysEndsTheRun() {
        controllerAnswers(refused("LOGIN_REFUSED"));

        assertThat(end(Watched.BY_NOBODY).exitCode()).isEqualTo(ExitCode.REPO_UNREACHABLE);
        assertThat(noted()).hasSize(1);
    }

    @Test
    void aPersonWhoWatchesMayGiveTheKeyMeanwhile() throws ProblemException {
        controllerAnswers(NO_ANSWER, refused("LOGIN_REFUSED"), refused("LOGIN_REFUSED"), CONVERGED);

        complete(Watched.BY_A_PERSON);

        assertThat(noted()).hasSize(1);
    }

    @Test
    void aRepositoryOutOfReachIsNotBlamedOnTheKey() {
        controllerAnswers(NO_ANSWER, refused("HOST_UNREACHABLE"));

        ProblemException ended = end(Watched.BY_NOBODY);

        assertThat(ended.problems())
                .containsExactly(
                        new Problem("no", "git@git.example.no:ops/box.git", "do something"));
        assertThat(noted()).isEmpty();
    }

    @Test
    void whatOnlyACommitCanMendEndsTheRunEarly() {
        controllerAnswers(condition("ComparisonError", "web.yaml:3: not YAML"));
        assertThat(end(Watched.BY_NOBODY))
                .hasMessageContaining("web: web.yaml:3: not YAML")
                .matches(e -> e.exitCode() == ExitCode.MANIFEST_INVALID);

        controllerAnswers(condition("SyncError", "Service web: invalid"));
        assertThat(end(Watched.BY_NOBODY).exitCode()).isEqualTo(ExitCode.OBJECT_REFUSED);
    }

    @Test
    void patienceEndsWithWhatIsInTheWay() {
        controllerAnswers(PROGRESSING);

        assertThat(end(Watched.BY_NOBODY))
                .hasMessageContaining("Deployment staging/web is Synced, Progressing")
                .matches(e -> e.exitCode() == ExitCode.NOT_SYNCED);
    }

    private void controllerAnswers(String... all) {
        answers.clear();
        answers.addAll(List.of(all));
        host.on(
                ControllerDialogue.ASK,
                (box, command) -> {
                    asked.add(command.words().get(command.words().size() - 1));
                    String answer = answers.size() > 1 ? answers.pop() : answers.peek();
                    return answer.isEmpty()
                            ? new CommandOutcome(3, "", "the controller is not running")
                            : new CommandOutcome(0, answer, "");
                });
        host.on("cat", (box, command) -> new CommandOutcome(0, KEY + "\n", ""));
    }

    private static String refused(String reason) {
        return """
        {"converged":false,"repository":{"url":"git@git.example.no:ops/box.git","problem":
         {"reason":"%s","message":"no","remedy":"do something"}},
         "cluster":{"busy":false,"passes":0},"applications":[]}"""
                .formatted(reason);
    }

    private static String condition(String type, String message) {
        return """
        {"converged":false,"repository":{"url":"u","revision":"01"},
         "cluster":{"busy":false,"passes":3},"applications":[{"name":"web","sync":"Unknown",
         "health":"Unknown","conditions":[{"type":"%s","message":"%s"}],"attention":[]}]}"""
                .formatted(type, message);
    }

    private ProblemException end(Watched watched) {
        return catchThrowableOfType(ProblemException.class, () -> complete(watched));
    }

    private void complete(Watched watched) throws ProblemException {
        TickingClock clock = new TickingClock();
        Wait wait = new Wait(Duration.ofMinutes(10), Duration.ofSeconds(2), clock, clock::advance);
        new AwaitConverged(wait, watched, events::add).complete(host, Specs.plain().config());
    }

    private List<String> noted() {
        return events.stream()
                .filter(Event.Noted.class::isInstance)
                .map(event -> ((Event.Noted) event).text())
                .toList();
    }
}
