package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.ClusterNames;
import dev.nordbox.appliance.argo.Clusters;
import dev.nordbox.appliance.argo.status.HistoryEntry;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.control.Repositories.Answered;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two controllers of one repository on one cluster. */
class StandbyTest {

    private static final ResourceKey LEASE =
            new ResourceKey("coordination.k8s.io", "Lease", "argocd", "nordbox-infra");
    private static final ResourceKey ROOT = Bed.key("nordbox-infra");

    private static final ClusterNames FSN =
            new ClusterNames("fsn", "https://fsn.example:6443", true);
    private static final ClusterNames HEL =
            new ClusterNames("hel", "https://hel.example:6443", false);

    private final Bed one = new Bed();
    private final Bed other = new Bed(one.cluster);

    @BeforeEach
    void oneHasTheLease() {
        one.identity = "one";
        other.identity = "other";
        one.application("web").configMapFile("web", "settings", "one").commit();
        one.start().calm();
        other.files.putAll(one.files);
        other.commit();
        other.start();
        assertThat(other.engine0().tend()).isFalse();
        assertThat(other.engine0().status().problem().orElse(""))
                .startsWith("another controller follows this repository here, one");
    }

    @Test
    void whoWaitsAsksNothingWhileTheHolderRenews() {
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(8));
            one.engine0().tend();
            one.cluster.forgetWrites();

            assertThat(other.engine0().tend()).isFalse();
            while (other.engine0().lookOnce()) {
                // what was to be looked at is put off
            }

            assertThat(one.cluster.requests()).isEmpty();
            assertThat(other.engine0().nextWakeUp()).isEmpty();
            assertThat(other.untilTending()).isPositive();
        }
        assertThat(other.engine0().status().busy()).isTrue();
    }

    @Test
    void whoWaitsIsWokenAtOnceWhenTheHolderEnds() {
        one.engine0().close();

        assertThat(other.untilTending()).isZero();
        assertThatTheOtherActs();
    }

    @Test
    void whoWaitsActsWhenTheHolderIsHeardOfNoMore() {
        pass(Leadership.LENGTH);
        assertThat(other.engine0().tend()).isFalse();

        pass(Duration.ofSeconds(1));
        assertThatTheOtherActs();
    }

    @Test
    void whoeverTakesTheLeaseKnowsTheKindsThatTheFormerHolderBrought() {
        one.file(
                "apps/web/service.yaml",
                "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {clusterIP: None}\n");
        one.commit();
        one.calm();
        ResourceKey service = new ResourceKey("", "Service", "web", "web");
        assertThat(one.cluster.keys()).contains(service);

        one.engine0().close();
        other.repositories.answer = Answered.NO;
        assertThatTheOtherActs();
        assertThat(one.cluster.keys())
                .as("the other's commit lacks it, and may be an older one")
                .contains(service);

        other.repositories.answer = Answered.YES;
        other.calm();
        assertThat(one.cluster.keys())
                .as("it is the newest commit that lacks it")
                .doesNotContain(service);
    }

    @Test
    void whoeverTakesTheLeaseOverBringsNoCommitBeforeTheRepositoryWasAsked() {
        one.configMapFile("web", "settings", "newer").commit();
        one.calm();
        one.engine0().close();
        other.repositories.answer = Answered.NOT_YET;
        other.calm();
        assertThat(one.value("web", "settings", "key")).hasValue("newer");
        assertThat(other.engine0().status().busy()).isTrue();

        other.repositories.answer = Answered.NO;
        other.pass(Duration.ofSeconds(10));
        assertThat(one.value("web", "settings", "key"))
                .as("what it knows is kept up while Git is away")
                .hasValue("one");
    }

    @Test
    void whoeverBeginsAgainWithItsOwnLeaseGoesByWhatItKnows() {
        one.configMapFile("web", "goes", "one").commit();
        one.calm();
        one.engine0().close();
        one.repositories.answer = Answered.NO;
        one.remove("apps/web/goes.yaml").commit();

        one.start().calm();

        assertThat(one.cluster.keys()).doesNotContain(Bed.configMap("web", "goes"));
    }

    @Test
    void whoeverLostTheLeaseIsInDoubtAboutAllWhenItHasItAgain() {
        pass(Duration.ofMinutes(1));
        assertThatTheOtherActs();
        assertThat(one.engine0().tend()).as("it is the other's").isFalse();
        one.cluster.edit(
                Bed.configMap("argocd", "nordbox-kinds"), Map.of("data", Map.of("kinds", "Pod")));

        other.engine0().close();
        one.cluster.forgetWrites();
        one.calm();

        assertThat(one.cluster.requests()).contains("get argocd/ConfigMap/nordbox-kinds");
        assertThat(one.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void whoeverHasTheLeaseBackRunsNoHookAgainAndKeepsTheHistoryOfTheOther() {
        Jobs jobs = new Jobs(one, "web");
        jobs.file(
                "migrate",
                "argocd.argoproj.io/hook: PreSync",
                "argocd.argoproj.io/hook-delete-policy: HookSucceeded");
        one.configMapFile("web", "settings", "two").commit();
        one.cluster.failWith(
                request -> {
                    if (request.equals("patch " + Bed.key("web"))) {
                        one.cluster.failWith(any -> {});
                        pass(Duration.ofMinutes(5));
                    }
                });
        while (one.engine0().lookOnce()) {
            // its status says that the hook is to run, and then it sleeps
        }
        other.files.putAll(one.files);
        other.commit();
        other.calm();
        jobs.complete("migrate");
        other.calm();
        assertThat(other.value("web", "settings", "key")).hasValue("two");
        List<HistoryEntry> history = other.status("web").history();

        assertThat(one.engine0().tend()).as("it is the other's").isFalse();
        other.engine0().close();
        one.cluster.forgetWrites();
        one.calm();

        assertThat(one.cluster.writes()).noneMatch(write -> write.contains("Job"));
        assertThat(one.engine0().status().converged()).isTrue();
        one.configMapFile("web", "settings", "three").commit();
        one.calm();
        jobs.complete("migrate");
        one.calm();
        assertThat(one.status("web").history()).containsAll(history).hasSize(history.size() + 1);
    }

    @Test
    void aSyncByHandToACommitOfBeforeGoesOnWhenTheLeaseIsBack() {
        Jobs jobs = new Jobs(one, "web");
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        String before = one.configMapFile("web", "settings", "hooked").commit();
        InMemoryTree tree = new InMemoryTree();
        one.files.forEach(tree::file);
        List.of(one, other).forEach(b -> b.repositories.stands(Bed.URL, before, before, tree));
        one.calm();
        jobs.complete("migrate");
        one.calm();
        one.cluster.edit(Bed.key("web"), Map.of("operation", Map.of("sync", Map.of())));
        one.calm();
        one.configMapFile("web", "settings", "two").commit();
        one.calm();
        other.files.putAll(one.files);
        other.commit();
        pass(Duration.ofMinutes(1));
        other.calm();
        assertThat(one.engine0().tend()).as("it is the other's").isFalse();
        other.engine0().close();
        one.calm();

        jobs.complete("migrate");
        one.calm();

        assertThat(one.status("web").history())
                .extracting(entry -> entry.origin().revision())
                .endsWith(before, before);
        jobs.complete("migrate");
        one.calm();
        assertThat(one.value("web", "settings", "key")).hasValue("two");
    }

    @Test
    void aClockThatIsSetBackStopsNoRenewalAndMakesNoLeaseLonger() {
        one.setClock(Duration.ofHours(-1));

        assertThat(one.untilTending()).isLessThanOrEqualTo(Leadership.RENEWAL);
        one.engine0().tend();
        assertThat(one.untilTending()).isLessThanOrEqualTo(Leadership.RENEWAL);
        one.setClock(Duration.ofHours(-1));
        pass(Leadership.LENGTH);
        assertThat(one.engine0().mandate().held()).isFalse();
    }

    @Test
    void aClockThatIsSetToAndFroLeavesNothingPutOff() {
        one.configMapFile("web", "settings", "two").commit();
        one.setClock(Duration.ofHours(1));
        while (one.engine0().lookOnce()) {
            // the machine may have slept, so it may not act
        }
        one.setClock(Duration.ofHours(-1));

        one.calm();

        assertThat(one.value("web", "settings", "key")).hasValue("two");
    }

    @Test
    void whoWaitsWithAClockThatIsSetAheadTakesNothingOver() {
        other.setClock(Duration.ofHours(1));

        assertThat(other.engine0().tend()).isFalse();
        assertThat(other.engine0().mandate().held()).isFalse();
        assertThat(other.untilTending()).isLessThanOrEqualTo(Leadership.LENGTH.plusMillis(1));
    }

    @Test
    void whatIsPutOffWhileTheLeaseRunsOutInItsRenewalIsTakenUp() {
        one.lapse(Duration.ofSeconds(20));
        one.configMapFile("web", "settings", "two").commit();
        one.cluster.failWith(
                request -> {
                    if (request.equals("replace " + LEASE)) {
                        one.cluster.failWith(any -> {});
                        one.lapse(Duration.ofSeconds(10));
                        while (one.engine0().lookOnce()) {
                            // it may not act now
                        }
                    }
                });

        one.calm();

        assertThat(one.value("web", "settings", "key")).hasValue("two");
    }

    @Test
    void aLeaseThatIsTakenInTheLastMomentIsNotTakenOver() {
        one.engine0().close();
        one.cluster.failWith(
                request -> {
                    if (request.equals("get " + ROOT)) {
                        one.cluster.failWith(any -> {});
                        one.cluster.edit(LEASE, Map.of("spec", Map.of("holderIdentity", "third")));
                    }
                });

        assertThat(other.engine0().tend()).isFalse();

        other.engine0().tend();
        assertThat(other.engine0().status().problem().orElse("")).contains("here, third");
    }

    @Test
    void whoeverObjectsIsWokenWhenTheRootGoesAndTakesNoLeaseBefore() {
        other.clusters = new Clusters(List.of(FSN, HEL), HEL); // to one it was the only cluster
        other.start();
        one.engine0().close();
        assertThat(other.engine0().tend()).isFalse();
        assertThat(other.engine0().status().problem().orElse("")).contains("stop one of them");
        one.cluster.edit(ROOT, Map.of("metadata", Map.of("labels", Map.of("a", "b"))));
        assertThat(other.untilTending()).as("objects still").isPositive();

        one.cluster.remove(ROOT);

        assertThat(other.untilTending()).isZero();
        assertThat(other.engine0().tend()).isTrue();
    }

    @Test
    void aClusterThatAnswersIsNotAskedTwiceASecondForWhatStandsInTheWay() {
        Bed late = new Bed();
        late.cluster.failWith(
                request -> {
                    if (request.startsWith("get ") && request.contains("CustomResource")) {
                        throw new ApiUnavailable("not yet");
                    }
                });
        late.start();
        Duration waited = Duration.ZERO;
        int asked = 0;
        while (waited.compareTo(Duration.ofMinutes(1)) < 0) {
            assertThat(late.engine0().tend()).isFalse();
            asked++;
            Duration pause = late.untilTending();
            late.lapse(pause);
            waited = waited.plus(pause);
        }
        assertThat(asked).isLessThan(15);
        assertThat(late.cluster.keys()).as("held meanwhile").contains(LEASE);
    }

    private void pass(Duration time) {
        one.lapse(time);
        other.lapse(time);
    }

    private void assertThatTheOtherActs() {
        other.configMapFile("web", "settings", "two").commit();
        other.calm();
        assertThat(other.value("web", "settings", "key")).isEqualTo(Optional.of("two"));
    }
}
