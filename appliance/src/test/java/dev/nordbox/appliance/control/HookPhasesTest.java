package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import org.junit.jupiter.api.Test;

/** A hook that is to run at several times of one sync. */
class HookPhasesTest {

    private final Bed bed = new Bed();
    private final Jobs jobs = new Jobs(bed, "web");

    @Test
    void itRunsInEachOfItsPhases() {
        bed.application("web").configMapFile("web", "settings", "one");
        jobs.file("check", "argocd.argoproj.io/hook: PreSync,PostSync");
        bed.commit();
        bed.start().calm();
        String before = jobs.uid("check");
        assertThat(bed.value("web", "settings", "key")).isEmpty();

        jobs.complete("check");
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(jobs.uid("check")).as("another one").isNotEqualTo(before);
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);

        String after = jobs.uid("check");
        bed.start().calm(); // it is not run again because of that
        assertThat(jobs.uid("check")).isEqualTo(after);
        jobs.complete("check");
        bed.calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void theSecondRunCountsForItself() {
        bed.applicationTriedOnce("web").configMapFile("web", "settings", "one");
        jobs.file("check", "argocd.argoproj.io/hook: PreSync,PostSync");
        bed.commit();
        bed.start().calm();
        jobs.complete("check");
        bed.calm();

        jobs.fail("check");
        bed.calm();

        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
    }

    @Test
    void aGeneratedNameSaysWhichPhaseItIsOf() {
        bed.application("web").configMapFile("web", "settings", "one");
        jobs.file(
                "check",
                "generateName: check-",
                new String[] {"argocd.argoproj.io/hook: PreSync,PostSync"});
        bed.commit();
        bed.start().calm();
        assertThat(jobs.names()).singleElement().asString().contains("-presync-");

        jobs.complete(jobs.names().get(0));
        bed.calm();
        assertThat(jobs.names())
                .as(operation().message())
                .hasSize(2)
                .first()
                .asString()
                .contains("-postsync-");
        jobs.complete(jobs.names().get(0));
        bed.calm();

        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(jobs.names()).hasSize(2);
    }

    @Test
    void thoseWithoutAnyNameAreCalledAfterTheSync() {
        bed.application("web").configMapFile("web", "settings", "one");
        jobs.file("a", "labels: {app: a}", new String[] {"argocd.argoproj.io/hook: PreSync"});
        jobs.file("b", "labels: {app: b}", new String[] {"argocd.argoproj.io/hook: PreSync"});
        String commit = bed.commit();
        bed.start().calm();

        String name = commit.substring(0, 7) + "-presync-\\d+-0";
        assertThat(jobs.names()).hasSize(2);
        assertThat(jobs.names().get(0)).matches(name);
        assertThat(jobs.names().get(1)).matches(name + "-2");
        jobs.names().forEach(jobs::complete);
        bed.calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void oneOfNoPhaseThereIsNeverRunsAndTheApplicationSaysSo() {
        bed.application("web").configMapFile("web", "settings", "one");
        jobs.file("check", "argocd.argoproj.io/hook: PreSnyc");
        bed.commit();
        bed.start().calm();

        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(jobs.names()).isEmpty();
        assertThat(bed.status("web").conditions().of(ConditionType.INVALID_SPEC_WARNING))
                .singleElement()
                .satisfies(
                        c ->
                                assertThat(c.message())
                                        .contains("Job", "check", "'PreSnyc' is no hook type"));
    }

    @Test
    void aSlipInTheTypeDeletesNothing() {
        bed.application("web").configMapFile("web", "settings", "one");
        bed.commit();
        bed.start().calm();
        bed.configMapFile("web", "settings", "one", "argocd.argoproj.io/hook: PreSnyc");
        bed.commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void oneThatIsThereTwiceRunsOnceAsTheLastOneSays() {
        bed.application("web").configMapFile("web", "settings", "one");
        jobs.file("a", "name: check", new String[] {"argocd.argoproj.io/hook: PostSync"});
        jobs.file("b", "name: check", new String[] {"argocd.argoproj.io/hook: PreSync"});
        bed.commit();
        bed.start().calm();
        assertThat(bed.value("web", "settings", "key")).as("it is a PreSync hook").isEmpty();
        jobs.complete("check");
        bed.calm();

        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(bed.status("web").conditions().of(ConditionType.REPEATED_RESOURCE_WARNING))
                .singleElement()
                .satisfies(
                        c ->
                                assertThat(c.message())
                                        .contains("apps/web/a.yaml", "apps/web/b.yaml", "check"));
    }

    @Test
    void whatIsSkippedStaysAsItIs() {
        bed.application("web").configMapFile("web", "settings", "one");
        bed.configMapFile("web", "other", "one").commit();
        bed.start().calm();
        bed.configMapFile("web", "settings", "two", "argocd.argoproj.io/hook: Skip").commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.SYNCED);
        assertThat(bed.status("web").resources())
                .extracting(resource -> resource.key().name())
                .containsExactly("other");

        bed.remove("apps/web/settings.yaml").commit();
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).as("it has left").isEmpty();
    }

    @Test
    void whatIsSkippedDoesNotLetAllElseGoAtOnce() {
        bed.application("web").configMapFile("web", "settings", "one");
        bed.configMapFile("web", "other", "one").commit();
        bed.start().calm();
        bed.configMapFile("web", "settings", "two", "argocd.argoproj.io/hook: Skip");
        bed.remove("apps/web/other.yaml").commit();
        bed.calm();

        assertThat(bed.value("web", "other", "key")).hasValue("one");
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    private OperationState operation() {
        return bed.status("web").operationState().orElseThrow();
    }
}
