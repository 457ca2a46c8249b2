package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.health.HealthStatus;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SyncTiming FAST =
            new SyncTiming(
                    Duration.ofMillis(20),
                    Duration.ofMillis(100),
                    Duration.ofHours(1),
                    Duration.ofMillis(20));

    private static final Manifest BLUE = configMap("", "web", Map.of("colour", "blue"));
    private static final Manifest RED = configMap("", "web", Map.of("colour", "red"));
    private static final Manifest OTHER = configMap("", "other", Map.of("a", "b"));
    private static final ResourceKey WEB = BLUE.key().inNamespace("default");
    private static final ResourceKey OTHER_KEY = OTHER.key().inNamespace("default");

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final SyncLoop loop = new SyncLoop(cluster, Clock.systemUTC(), FAST);

    @BeforeEach
    void start() {
        loop.start();
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void beforeTheFirstRevisionNothingIsConvergedAndNothingIsAsked() {
        assertThat(loop.status().converged()).isFalse();
        assertThat(cluster.requests()).isEmpty();
    }

    @Test
    void aRequestBeforeTheFirstRevisionIsNoWork() {
        loop.resync();

        assertThat(loop.status().busy()).isFalse();
    }

    @Test
    void aRequestEndsThePausesAfterOldFailures() throws Exception {
        SyncTiming doubling =
                new SyncTiming(
                        Duration.ofMillis(1),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofMillis(20));
        try (SyncLoop slow = new SyncLoop(cluster, Clock.systemUTC(), doubling)) {
            slow.start();
            slow.desire(Wanted.app("shop", configMap("", "Bad_Name", Map.of())).state());
            slow.await(status -> status.attempts() >= 11, PATIENCE); // the pauses are seconds now

            slow.resync();

            assertThat(slow.status().attempts()).isLessThan(3);
            assertThat(slow.await(s -> s.attempts() >= 3, Duration.ofSeconds(3)).attempts())
                    .isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void followsTheNewestRevision() throws Exception {
        converge(Wanted.app("shop", BLUE).state());
        converge(Wanted.app("shop", RED).state());

        assertThat(colour()).hasValue("red");
    }

    @Test
    void aChangeInTheClusterIsRevertedWithoutAWholePass() throws Exception {
        converge(Wanted.app("shop", BLUE, OTHER).state());
        long passes = loop.status().passes();
        cluster.forgetWrites();

        cluster.edit(WEB, Map.of("data", Map.of("colour", "green")));
        cluster.remove(OTHER_KEY);
        await().until(() -> loop.status().reverts() == 2);

        assertThat(colour()).hasValue("blue");
        assertThat(cluster.keys()).contains(OTHER_KEY);
        assertThat(cluster.requests())
                .containsExactlyInAnyOrder("apply " + WEB, "apply " + OTHER_KEY);
        assertThat(loop.status().passes()).isEqualTo(passes);
        assertThat(loop.status().converged()).isTrue();
    }

    @Test
    void ourOwnWritesAndOthersFieldsWakeNobody() throws Exception {
        converge(Wanted.app("shop", BLUE, OTHER).state());
        cluster.forgetWrites();

        cluster.edit(WEB, Map.of("data", Map.of("theirs", "yes")));
        cluster.put(configMap("default", "foreign", Map.of()));
        cluster.edit(OTHER_KEY, Map.of("data", Map.of("a", "drift"))); // the last event of all
        await().until(() -> loop.status().reverts() == 1 && !loop.status().busy());

        assertThat(cluster.requests()).containsExactly("apply " + OTHER_KEY);
    }

    @Test
    void aDeletedNamespaceComesBackWithEverythingInIt() throws Exception {
        Manifest inside = configMap("shop", "inside", Map.of());
        converge(Wanted.app("shop", namespace("shop"), inside).state());

        cluster.remove(namespace("shop").key());

        await().until(() -> cluster.keys().contains(inside.key()));
        assertThat(settled().converged()).isTrue();
    }

    @Test
    void aNamespaceWeCreatedComesBackToo() throws Exception {
        converge(Wanted.nothing().and("shop", Wanted.CREATE_NAMESPACE, "shop", BLUE).state());

        cluster.remove(namespace("shop").key());

        await().until(() -> cluster.keys().contains(BLUE.key().inNamespace("shop")));
    }

    @Test
    void anOutageIsSatOut() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        cluster.failWith(
                request -> {
                    if (down.get()) {
                        throw new ApiUnavailable("connection refused");
                    }
                });
        loop.desire(Wanted.app("shop", BLUE).state());
        await().until(() -> loop.status().passes() > 2);
        assertThat(loop.status().lastError()).hasValue("connection refused");
        assertThat(loop.status().converged()).isFalse();

        down.set(false);

        assertThat(settled().converged()).isTrue();
        assertThat(colour()).hasValue("blue");
    }

    @Test
    void aNewRevisionDoesNotWaitForAFailingOne() throws Exception {
        SyncTiming patient =
                new SyncTiming(
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofHours(1));
        try (SyncLoop slow = new SyncLoop(cluster, Clock.systemUTC(), patient)) {
            slow.start();
            slow.desire(Wanted.app("shop", configMap("", "Bad_Name", Map.of())).state());
            slow.await(status -> status.passes() == 1, PATIENCE);

            slow.desire(Wanted.app("shop", BLUE).state());

            assertThat(slow.await(ControllerStatus::converged, PATIENCE).converged()).isTrue();
        }
    }

    @Test
    void whileARevisionIsRefusedDriftIsRevertedToTheLastGoodOne() throws Exception {
        converge(Wanted.app("shop", BLUE).state());
        loop.desire(Wanted.app("shop", RED, configMap("", "Bad_Name", Map.of())).state());
        loop.await(status -> !status.applications().get(0).conditions().isEmpty(), PATIENCE);

        cluster.edit(WEB, Map.of("data", Map.of("colour", "green")));

        await().until(() -> colour().equals(Optional.of("blue")));
        assertThat(loop.status().converged()).isFalse();
    }

    @Test
    void somethingThatFightsForAnObjectIsAnsweredMoreAndMoreSlowly() throws Exception {
        converge(Wanted.app("shop", BLUE).state());
        cluster.forgetWrites();
        cluster.onWrite(
                key -> {
                    if (key.equals(WEB)) {
                        cluster.edit(WEB, Map.of("data", Map.of("colour", "green")));
                    }
                });

        cluster.edit(WEB, Map.of("data", Map.of("colour", "green")));
        ControllerStatus status =
                loop.await(s -> s.lastError().orElse("").contains("keeps changing"), PATIENCE);

        assertThat(status.lastError()).hasValueSatisfying(text -> assertThat(text).contains("web"));
        assertThat(cluster.writes().size()).isLessThan(40);
    }

    @Test
    void aFightForANamespaceIsAnsweredMoreAndMoreSlowlyToo() throws Exception {
        Map<String, Object> metadata = Map.of("name", "shop", "labels", Map.of("team", "ours"));
        Manifest labelled = object("v1", "Namespace", "", "shop", Map.of("metadata", metadata));
        Map<String, Object> theirs = Map.of("metadata", Map.of("labels", Map.of("team", "theirs")));
        ResourceKey shop = labelled.key();
        converge(Wanted.app("shop", labelled).state());
        cluster.forgetWrites();
        cluster.onWrite(
                key -> {
                    if (key.equals(shop)) {
                        cluster.edit(shop, theirs);
                    }
                });

        cluster.edit(shop, theirs);
        ControllerStatus status =
                loop.await(s -> s.lastError().orElse("").contains("keeps changing"), PATIENCE);

        assertThat(status.lastError())
                .hasValueSatisfying(text -> assertThat(text).contains("shop"));
        assertThat(cluster.writes().size()).isLessThan(100);
    }

    @Test
    void withoutSelfHealDriftIsSeenAndLeft() throws Exception {
        converge(Wanted.app("shop", Wanted.NO_HEALING, BLUE).state());

        cluster.edit(WEB, Map.of("data", Map.of("colour", "green")));
        ControllerStatus status =
                loop.await(
                        s ->
                                s.applications().stream()
                                        .anyMatch(a -> a.sync() == SyncStatus.OUT_OF_SYNC),
                        PATIENCE);

        assertThat(status.applications().get(0).sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);
        assertThat(colour()).hasValue("green");
    }

    @Test
    void healthFollowsTheObjectsWithoutAPass() throws Exception {
        Manifest deployment =
                object("apps/v1", "Deployment", "", "web", Map.of("spec", Map.of("replicas", 1)));
        loop.desire(Wanted.app("shop", deployment).state());
        ControllerStatus rolling =
                loop.await(s -> !s.busy() && !s.applications().isEmpty(), PATIENCE);
        assertThat(rolling.applications().get(0).health()).isEqualTo(HealthStatus.PROGRESSING);
        assertThat(rolling.converged()).isFalse();

        cluster.edit(
                deployment.key().inNamespace("default"),
                Map.of(
                        "status",
                        Map.of("replicas", 1, "updatedReplicas", 1, "availableReplicas", 1)));

        assertThat(settled().converged()).isTrue();
        assertThat(loop.status().passes()).isEqualTo(rolling.passes());
    }

    @Test
    void anInventorySomebodyDeletesIsWrittenAgainAndNothingIsLost() throws Exception {
        converge(Wanted.app("shop", BLUE, OTHER).state());
        ResourceKey inventory =
                new ResourceKey("", "ConfigMap", "nordbox-system", "nordbox-inventory-shop");
        cluster.remove(inventory);

        converge(Wanted.app("shop", BLUE).state());

        assertThat(cluster.keys()).contains(inventory).doesNotContain(OTHER_KEY);
    }

    private void converge(DesiredState state) throws InterruptedException {
        loop.desire(state);
        ControllerStatus status = settled();
        assertThat(status.converged()).as(status.toString()).isTrue();
        assertThat(status.revision()).hasValue(state.revision());
    }

    private ControllerStatus settled() throws InterruptedException {
        return loop.await(ControllerStatus::converged, PATIENCE);
    }

    private Optional<String> colour() {
        return Fields.text(cluster.content(WEB), "data", "colour");
    }
}
