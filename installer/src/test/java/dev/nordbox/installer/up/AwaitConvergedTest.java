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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitConvergedTest {
    private static final String KEY = "ssh-ed25519 AAAAC3Nz nordbox@box";
    private static final String CONVERGED =
            """
            {"converged":true,"repository":{"url":"ssh://git@git.example.no/ops/box.git",
             "revision":"0123456789abcdef"},"cluster":{"busy":false},
             "applications":[{"name":"web","sync":"Synced","health":"Healthy"}]}""";
    private static final String PROGRESSING =
            """
            {"converged":false,"repository":{"url":"u","revision":"0123456789abcdef"},
             "cluster":{"busy":false},"applications":[{"name":"web","sync":"Synced",
             "health":"Progressing","conditions":[],"attention":[{"kind":"Deployment",
             "namespace":"staging","name":"web","sync":"Synced","health":"Progressing",
             "message":"0 of 1 updated"}]}]}""";
    private static final String NO_ANSWER = "";
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final TickingClock clock = new TickingClock();
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
        assertThat(asked).containsExactly("look", "look", "status", "status");
    }

    @Test
    void anUnchangedBoxIsAskedOnceMoreThanItsRepositoryTakes() throws ProblemException {
        controllerAnswers(polling(CONVERGED), CONVERGED);

        complete(Watched.BY_NOBODY);

        assertThat(asked).containsExactly("look", "status");
        assertThat(events)
                .contains(
                        new Event.Doing(
                                "converge",
                                "waiting for the answer of ssh://git@git.example.no/ops/box.git"));
    }

    @Test
    void aBoxWhereAllIsWellIsAskedOnce() throws ProblemException {
        controllerAnswers(CONVERGED);

        complete(Watched.BY_NOBODY);

        assertThat(asked).containsExactly("look");
    }

    @Test
    void aVerdictOverAnOldCommitIsNone() throws ProblemException {
        String old = condition("ComparisonError", "old.yaml:3: not YAML", 60, false);
        controllerAnswers(polling(old), busy(old), CONVERGED);

        complete(Watched.BY_NOBODY);

        assertThat(asked).containsExactly("look", "status", "status");
    }

    @Test
    void aRefusalThatMayPassIsGivenSomeAttempts() {
        String refused = "Service web: invalid";
        controllerAnswers(
                condition("SyncError", refused, 2, true), condition("SyncError", refused, 3, true));

        assertThat(end(Watched.BY_NOBODY).exitCode()).isEqualTo(ExitCode.OBJECT_REFUSED);
        assertThat(asked).containsExactly("look", "status");
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
        controllerAnswers(polling(refused("LOGIN_REFUSED")), PROGRESSING, CONVERGED);

        complete(Watched.BY_NOBODY);

        assertThat(noted()).as("the key is not asked for before the answer").isEmpty();
    }

    @Test
    void anOldRefusalThatStaysEndsTheRun() {
        controllerAnswers(polling(refused("LOGIN_REFUSED")), refused("LOGIN_REFUSED"));

        assertThat(end(Watched.BY_NOBODY).exitCode()).isEqualTo(ExitCode.REPO_UNREACHABLE);
        assertThat(noted()).hasSize(1);
        assertThat(asked).containsExactly("look", "status");
    }

    @Test
    void aPersonWhoWatchedInVainIsToldWhatWasInTheWay() {
        controllerAnswers(refused("LOGIN_REFUSED"));

        assertThat(end(Watched.BY_A_PERSON).exitCode()).isEqualTo(ExitCode.REPO_UNREACHABLE);
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
                        new Problem("no", "ssh://git@git.example.no/ops/box.git", "do something"));
        assertThat(noted()).isEmpty();
    }

    @Test
    void aRepositoryOverHttpsIsNotBlamedOnTheKeyEither() {
        for (String reason : List.of("LOGIN_REFUSED", "REPOSITORY_NOT_FOUND")) {
            controllerAnswers(
                    refused(reason)
                            .replace("ssh://git@git.example.no/", "https://git.example.no/"));

            assertThat(end(Watched.BY_NOBODY).problems().get(0).remedy()).isEqualTo("do something");
        }
        assertThat(noted()).isEmpty();
    }

    @Test
    void whatOnlyACommitCanMendEndsTheRunEarly() {
        controllerAnswers(condition("ComparisonError", "web.yaml:3: not YAML", 1, false));
        assertThat(end(Watched.BY_NOBODY))
                .hasMessageContaining("web: web.yaml:3: not YAML")
                .matches(e -> e.exitCode() == ExitCode.MANIFEST_INVALID);

        controllerAnswers(condition("SyncError", "Service web: invalid", 3, true));
        assertThat(end(Watched.BY_NOBODY).exitCode()).isEqualTo(ExitCode.OBJECT_REFUSED);
    }

    @Test
    void whatWaitsForAPersonIsNotWaitedFor() {
        controllerAnswers(condition("ManualSyncWarning", "2 objects differ", 1, true));

        assertThat(end(Watched.BY_NOBODY))
                .hasMessageContaining("web: 2 objects differ")
                .matches(e -> e.exitCode() == ExitCode.NOT_SYNCED);
        assertThat(asked).containsExactly("look");
    }

    @Test
    void whatWasSealedForAnotherBoxEndsTheRunWithWhatIsLost() {
        controllerAnswers(busy(sealedElsewhere(true)), sealedElsewhere(true));

        ProblemException ended = end(Watched.BY_NOBODY);

        assertThat(ended.exitCode()).isEqualTo(ExitCode.NOT_SYNCED);
        assertThat(ended.problems()).hasSize(2);
        assertThat(ended.problems().get(0).what())
                .startsWith("2 SealedSecrets are sealed with keys that this box never had:")
                .contains("staging/db, staging/mail;", "the data of its volumes");
        assertThat(ended.problems().get(0).remedy())
                .contains("up --restore KIT", "up --sealing-key FILE", "secret keys --certificate");
        assertThat(ended.problems().get(1).what()).startsWith("web: SealedSecret staging/db is");
    }

    @Test
    void whatWasSealedAnewAndIsNotLookedAtYetIsWaitedFor() throws ProblemException {
        String resealed =
                sealedElsewhere(true)
                        .replace(
                                "\"Synced\",\"health\":\"Degraded\",\"message\"",
                                "\"Synced\",\"health\":\"Progressing\",\"message\"");
        assertThat(resealed).isNotEqualTo(sealedElsewhere(true));
        controllerAnswers(resealed, resealed, resealed, CONVERGED);

        complete(Watched.BY_NOBODY);
    }

    @Test
    void oneLookAloneDecidesNothing() throws ProblemException {
        controllerAnswers(sealedElsewhere(true), CONVERGED);

        complete(Watched.BY_NOBODY);
    }

    @Test
    void whatWasSealedForAnotherBoxIsToldThoughAllIsWell() throws ProblemException {
        controllerAnswers(
                CONVERGED.replace(
                        "\"cluster\"", "\"sealing\":{\"foreign\":[\"staging/db\"]},\"cluster\""));

        complete(Watched.BY_NOBODY);

        assertThat(events)
                .anyMatch(
                        event ->
                                event instanceof Event.Warned warned
                                        && warned.problem().what().startsWith("1 SealedSecret is"));
    }

    @Test
    void aBoxThatAnotherHostHasTakenOverIsNotWaitedFor() {
        controllerAnswers(
                PROGRESSING.replace(
                        "\"busy\":false",
                        "\"busy\":true,\"problem\":\"another controller follows this repository"
                                + " here, root@198.51.100.5 has taken this box over\""));

        assertThat(end(Watched.BY_NOBODY))
                .hasMessageContaining("root@198.51.100.5 has taken this box over")
                .hasMessageContaining("`kit claim`")
                .matches(e -> e.exitCode() == ExitCode.NOT_SYNCED);
    }

    @Test
    void patienceEndsWithWhatIsInTheWay() {
        controllerAnswers(PROGRESSING);

        assertThat(end(Watched.BY_NOBODY))
                .hasMessageContaining("Deployment staging/web is Synced, Progressing")
                .matches(e -> e.exitCode() == ExitCode.TIMED_OUT);
    }

    @Test
    void aClusterThatStillComesAlongIsWaitedForLongerThanTheTimeout() throws ProblemException {
        Instant begin = clock.instant();
        List<String> all = new ArrayList<>();
        for (int pods = 0; pods < 8; pods++) {
            String some = PROGRESSING.replace("0 of 1", pods + " of 8");
            all.addAll(Collections.nCopies(100, some)); // 200 s each
        }
        all.add(CONVERGED);
        controllerAnswers(all.toArray(String[]::new));

        complete(Watched.BY_NOBODY);

        assertThat(Duration.between(begin, clock.instant())).isGreaterThan(TIMEOUT.multipliedBy(2));
    }

    @Test
    void aFailureThatIsTriedAgainAndAgainIsNoProgress() {
        List<String> all = new ArrayList<>();
        for (int attempt = 0; attempt < 2000; attempt++) {
            String message = "dial tcp: timeout after %dms".formatted(attempt);
            all.add(busy(condition("SyncError", message, attempt, true)));
        }
        controllerAnswers(all.toArray(String[]::new));

        assertThat(end(Watched.BY_NOBODY).exitCode()).isEqualTo(ExitCode.TIMED_OUT);
    }

    private void controllerAnswers(String... all) {
        asked.clear();
        answers.clear();
        answers.addAll(List.of(all));
        host.on(
                ControllerDialogue.ASK,
                (box, command) -> {
                    String what = command.words().get(command.words().size() - 1);
                    asked.add(what);
                    String answer = answers.size() > 1 ? answers.pop() : answers.peek();
                    return answer.isEmpty()
                            ? new CommandOutcome(3, "", "the controller is not running")
                            : new CommandOutcome(0, answer, "");
                });
        host.on("runuser", (box, command) -> new CommandOutcome(0, KEY + "\n", ""));
    }

    private static String refused(String reason) {
        return """
        {"converged":false,"repository":{"url":"ssh://git@git.example.no/ops/box.git","problem":
         {"reason":"%s","message":"no","remedy":"do something"}},
         "cluster":{"busy":false},"applications":[]}"""
                .formatted(reason);
    }

    private static String condition(String type, String message, int retries, boolean readable) {
        return """
        {"converged":false,"repository":{"url":"u","revision":"01","readable":%s},
         "cluster":{"busy":false},"applications":[{"name":"web","sync":"Unknown","health":"Unknown",
         "settled":true,"retries":%d,"conditions":[{"type":"%s","message":"%s"}],"attention":[]}]}"""
                .formatted(readable, retries, type, message);
    }

    private static String sealedElsewhere(boolean settled) {
        return """
        {"converged":false,"repository":{"url":"u","revision":"01"},"cluster":{"busy":false},
         "sealing":{"foreign":["staging/db","staging/mail"]},
         "applications":[{"name":"web","sync":"Synced","health":"Degraded","settled":%s,
         "conditions":[],"attention":[{"kind":"SealedSecret","namespace":"staging","name":"db",
         "sync":"Synced","health":"Degraded","message":"no key could decrypt secret"}]}]}"""
                .formatted(settled);
    }

    /** The same before the repository has answered: the controller claims nothing then. */
    private static String polling(String status) {
        return status.replace("\"converged\":true", "\"converged\":false")
                .replace("\"repository\":{", "\"repository\":{\"busy\":true,");
    }

    private static String busy(String status) {
        return status.replace("\"busy\":false", "\"busy\":true");
    }

    private ProblemException end(Watched watched) {
        return catchThrowableOfType(ProblemException.class, () -> complete(watched));
    }

    private void complete(Watched watched) throws ProblemException {
        Wait wait = new Wait(TIMEOUT, Duration.ofSeconds(2), clock, clock::advance);
        new AwaitConverged(wait, watched, events::add).complete(host, Specs.plain().config());
    }

    private List<String> noted() {
        return events.stream()
                .filter(Event.Noted.class::isInstance)
                .map(event -> ((Event.Noted) event).text())
                .toList();
    }
}
