package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.ControllerOutcome.Ending;
import dev.nordbox.appliance.status.ApplicationSummary;
import dev.nordbox.appliance.status.ApplicationSummary.Condition;
import dev.nordbox.appliance.status.ApplicationSummary.ObjectSummary;
import dev.nordbox.appliance.status.ControllerStatus;
import dev.nordbox.appliance.status.RepositoryStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a run of {@code --once} is over, and what its exit code tells. */
class OneRunTest {

    @Test
    void whatIsTriedAgainSoonIsNotOver() {
        assertThat(OneRun.isFinal(status(failed(1, false, true)), List.of())).isFalse();
    }

    @Test
    void aSyncThatIsNotTriedAgainIsOver() {
        assertThat(OneRun.isFinal(status(failed(0, true, true)), List.of())).isTrue();
    }

    @Test
    void manyRetriesAreTheLastWord() {
        assertThat(OneRun.isFinal(status(failed(3, false, true)), List.of())).isTrue();
    }

    @Test
    void onlyWhatTheApiServerRefusesIsARefusal() {
        assertThat(OneRun.ending(status(failed(0, true, true)), List.of()).ending())
                .isEqualTo(Ending.OBJECT_REFUSED);
        assertThat(OneRun.ending(status(failed(0, true, false)), List.of()).ending())
                .as("a hook failed, an object is Degraded, a deadline is over")
                .isEqualTo(Ending.NOT_SYNCED);
    }

    @Test
    void parentsOfWhatIsRefusedForGoodAreOverWithIt() {
        ApplicationSummary refused = unknown("web", "InvalidSpecError", "spec.destination: no");
        ApplicationSummary parent = parent("apps", "web");
        ApplicationSummary root = parent("nordbox-infra", "apps");

        assertThat(OneRun.isFinal(status(root, parent, refused), List.of())).isTrue();
        assertThat(OneRun.isFinal(status(root, parent("apps", "web", "api"), refused), List.of()))
                .as("another child may still get there")
                .isFalse();
    }

    @Test
    void aParentIsNotOverWhileItsChildIsTriedAgain() {
        ApplicationSummary refused = failed(3, false, true);

        assertThat(OneRun.isFinal(status(parent("apps", "web"), refused), List.of()))
                .as("what it needs may be on its way in another child")
                .isFalse();
        assertThat(OneRun.isFinal(status(parent("apps", "web"), failed(5, true, true)), List.of()))
                .isTrue();
    }

    @Test
    void aRepositoryThatMayAnswerYetIsNotTheLastWord() {
        ApplicationSummary waiting = unknown("web", "ComparisonError", "there is no key for it; x");
        ApplicationSummary root = parent("nordbox-infra", "web");

        assertThat(
                        OneRun.isFinal(
                                status(root, waiting),
                                List.of(silent("SETUP", "there is no key for it"))))
                .as("the key may be among what the root applies")
                .isFalse();
        assertThat(
                        OneRun.isFinal(
                                status(root, waiting),
                                List.of(silent("REVISION_NOT_FOUND", "there is no key for it"))))
                .isTrue();
    }

    @Test
    void aRepositoryThatDoesNotAnswerIsNoManifestThatIsInvalid() {
        String silence = "no address is known for the Git host git.example.no";
        ApplicationSummary waiting = unknown("web", "ComparisonError", silence + "; check it");
        ApplicationSummary broken = unknown("api", "ComparisonError", "api/x.yaml:1: no kind");
        RepositoryStatus other = silent("HOST_UNKNOWN", silence);

        assertThat(OneRun.ending(status(waiting), List.of(other)).ending())
                .isEqualTo(Ending.REPO_UNREACHABLE);
        assertThat(OneRun.ending(status(waiting, broken), List.of(other)).ending())
                .isEqualTo(Ending.MANIFEST_INVALID);
    }

    @Test
    void theReasonsSayWhatASyncWaitsFor() {
        String hook = "waiting for completion of hook batch/Job/migrate";
        ApplicationSummary running =
                summary("web", "OutOfSync", "Missing", List.of(), List.of(), false, hook);

        assertThat(OneRun.ending(status(running), List.of()).reasons())
                .contains("web: its sync is under way: " + hook);
    }

    private static RepositoryStatus silent(String reason, String message) {
        return new RepositoryStatus(
                "https://git.example.no/x.git",
                "HEAD",
                "",
                Optional.empty(),
                Optional.empty(),
                true,
                false,
                Optional.of(
                        new RepositoryStatus.Problem(reason, message, "check it", Instant.EPOCH)));
    }

    private static ApplicationSummary unknown(String name, String type, String message) {
        List<Condition> conditions = List.of(new Condition(type, message));
        return summary(name, "Unknown", "Unknown", conditions, List.of(), true, "");
    }

    private static ApplicationSummary parent(String name, String... children) {
        List<ObjectSummary> attention = Stream.of(children).map(OneRunTest::child).toList();
        return summary(name, "Synced", "Degraded", List.of(), attention, true, "");
    }

    private static ObjectSummary child(String name) {
        return new ObjectSummary(
                "argoproj.io", "Application", "argocd", name, "Synced", "Degraded", "", false);
    }

    private static ApplicationSummary summary(
            String name,
            String sync,
            String health,
            List<Condition> conditions,
            List<ObjectSummary> attention,
            boolean settled,
            String underWay) {
        return new ApplicationSummary(
                name, sync, health, conditions, 1, attention, settled, 0, false, false, underWay);
    }

    private static ApplicationSummary failed(long retries, boolean gaveUp, boolean refused) {
        return new ApplicationSummary(
                "web",
                "OutOfSync",
                "Degraded",
                List.of(new Condition("SyncError", "one or more tasks failed")),
                1,
                List.of(),
                true,
                retries,
                gaveUp,
                refused,
                "");
    }

    private static ControllerStatus status(ApplicationSummary... applications) {
        return new ControllerStatus(
                Optional.of("c0ffee"), List.of(applications), Optional.empty(), false, 0);
    }
}
