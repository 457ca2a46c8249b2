package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a sync and its hooks may take, and what is told of it. */
class DeadlinesTest {

    private final Bed bed = new Bed();
    private final Jobs jobs = new Jobs(bed, "web");

    @BeforeEach
    void anApplicationThatIsNotTriedAgain() {
        bed.applicationTriedOnce("web").configMapFile("web", "settings", "one");
    }

    @Test
    void aHookThatHangsIsStoppedAtItsOwnDeadline() {
        hook("5m");
        bed.start().calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);

        bed.pass(Duration.ofMinutes(4));
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);
        bed.pass(Duration.ofMinutes(2));

        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("migrate", "not done within 5m");
        assertThat(jobs.isThere("migrate")).isFalse();
    }

    @Test
    void itsDeadlineIsTheSameAfterARestart() {
        hook("5m");
        bed.start().calm();
        bed.pass(Duration.ofMinutes(4));

        bed.start().pass(Duration.ofMinutes(2));

        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
    }

    @Test
    void aHookThatSaysThatItNeedsLongerHasTheTime() {
        hook("3h");
        bed.start().calm();

        bed.pass(Duration.ofHours(2));
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);
        jobs.complete("migrate");
        bed.calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void anAttemptEndsAfterAnHour() {
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        bed.commit();
        bed.start().calm();

        bed.pass(Duration.ofMinutes(59));
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);
        bed.pass(Duration.ofMinutes(2));

        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("not done within 1h", "migrate");
    }

    @Test
    void anAttemptEndsWhenTheApplicationSaysSo() {
        annotated("nordbox.no/deadline: 10m");
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        bed.commit();
        bed.start().calm();

        bed.pass(Duration.ofMinutes(11));

        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("not done within 10m");
    }

    @Test
    void whatIsNoLengthOfTimeIsTold() {
        annotated("nordbox.no/deadline: soon");
        bed.commit();
        bed.start().calm();

        assertThat(bed.status("web").conditions().of(ConditionType.INVALID_SPEC_WARNING))
                .singleElement()
                .satisfies(c -> assertThat(c.message()).contains("nordbox.no/deadline"));
    }

    @Test
    void aPersonIsWaitedForLonger() {
        bed.configMapFile(
                "web", "asked", "x", "argocd.argoproj.io/sync-options: \"Prune=confirm\"");
        bed.commit();
        bed.start().calm();
        bed.remove("apps/web/asked.yaml").commit();
        bed.calm();

        bed.pass(Duration.ofHours(20));
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);
        bed.cluster.edit(
                Bed.key("web"),
                Map.of(
                        "metadata",
                        Map.of(
                                "annotations",
                                Map.of(
                                        "argocd.argoproj.io/deletion-approved",
                                        bed.now().toString()))));
        bed.calm();
        assertThat(bed.value("web", "asked", "key")).isEmpty();
    }

    private void hook(String deadline) {
        jobs.file(
                "migrate", "argocd.argoproj.io/hook: PreSync", "nordbox.no/deadline: " + deadline);
        bed.commit();
    }

    private void annotated(String annotation) {
        bed.files.computeIfPresent(
                "argocd/web.yaml",
                (path, text) ->
                        text.replace(
                                "  namespace: argocd\n",
                                "  namespace: argocd\n  annotations: {" + annotation + "}\n"));
    }

    private OperationState operation() {
        return bed.status("web").operationState().orElseThrow();
    }
}
