package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.ForeignHand;
import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The loop on a real API server. Prints how long things take; how long they may take is not tested.
 */
class SyncLoopIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @RegisterExtension static final K3sServer K3S = new K3sServer();

    private static int tests;

    private Fabric8Cluster cluster;
    private ForeignHand hand;
    private SyncLoop loop;
    private String here;

    @BeforeEach
    void start() throws Exception {
        here = "loop-" + ++tests;
        cluster = K3S.connect();
        hand = new ForeignHand(K3S.kubeconfig());
        loop = new SyncLoop(cluster, Clock.systemUTC());
        loop.start();
    }

    @AfterEach
    void stop() {
        loop.close();
        hand.close();
        cluster.close();
    }

    @Test
    void appliesAHundredObjectsAndRevertsEveryChange() throws Exception {
        DesiredState desired = hundred("blue");
        long applied = millis(() -> converge(desired));
        long changed = millis(() -> converge(hundred("red")));
        long unchanged = millis(() -> converge(hundred("red")));

        List<Long> edits = new ArrayList<>();
        List<Long> deletions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ResourceKey key = new ResourceKey("", "ConfigMap", here, "map-" + i);
            edits.add(
                    revertAfter(() -> hand.edit(key, Map.of("data", Map.of("colour", "x"))), key));
            deletions.add(revertAfter(() -> hand.delete(key), key));
        }

        System.out.printf(
                "100 ConfigMaps: first apply %d ms, all changed %d ms, new revision without change"
                        + " %d ms%n",
                applied, changed, unchanged);
        print("edit reverted", edits);
        print("deletion reverted", deletions);
        // Every revert was awaited above; one that a whole pass makes on its way is not counted
        // here.
        assertThat(loop.status().reverts()).isPositive();
        assertThat(loop.status().converged()).isTrue();
    }

    @Test
    void aDeletedNamespaceComesBackWithEverythingInIt() throws Exception {
        Manifest inside = configMap(here, "inside", Map.of());
        converge(Wanted.app(here, namespace(here), inside).state());
        String first = cluster.get(namespace(here).key()).orElseThrow().uid();

        hand.delete(namespace(here).key());

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () ->
                                !cluster.get(namespace(here).key())
                                                .orElseThrow()
                                                .uid()
                                                .equals(first)
                                        && cluster.get(inside.key()).isPresent());
        assertThat(loop.await(ControllerStatus::converged, PATIENCE).converged()).isTrue();
    }

    @Test
    void anApiServerThatIsKilledAndComesBackIsPickedUpAgain() throws Exception {
        converge(Wanted.app(here, namespace(here), configMap(here, "a", Map.of("k", "1"))).state());

        K3S.kill();
        loop.desire(
                Wanted.app(here, namespace(here), configMap(here, "a", Map.of("k", "2"))).state());
        loop.await(status -> status.lastError().isPresent(), PATIENCE);
        K3S.start();

        assertThat(loop.await(ControllerStatus::converged, PATIENCE).converged()).isTrue();
        ResourceKey key = new ResourceKey("", "ConfigMap", here, "a");
        hand.edit(key, Map.of("data", Map.of("k", "3")));
        await().atMost(PATIENCE).until(() -> text(key, "k").equals(Optional.of("2")));
    }

    private void converge(DesiredState state) throws InterruptedException {
        loop.desire(state);
        ControllerStatus status = loop.await(ControllerStatus::converged, PATIENCE);
        assertThat(status.converged()).as(status.toString()).isTrue();
    }

    private DesiredState hundred(String colour) {
        List<Manifest> manifests = new ArrayList<>();
        manifests.add(namespace(here));
        IntStream.range(0, 100)
                .mapToObj(i -> configMap(here, "map-" + i, Map.of("colour", colour)))
                .forEach(manifests::add);
        return Wanted.app(here, manifests.toArray(Manifest[]::new)).state();
    }

    private interface Step {
        void run() throws Exception;
    }

    private static long millis(Step step) throws Exception {
        long started = System.nanoTime();
        step.run();
        return (System.nanoTime() - started) / 1_000_000;
    }

    private long revertAfter(Step drift, ResourceKey key) throws Exception {
        drift.run();
        return millis(
                () ->
                        await().atMost(PATIENCE)
                                .pollDelay(Duration.ZERO)
                                .pollInterval(Duration.ofMillis(5))
                                .until(() -> text(key, "colour").equals(Optional.of("red"))));
    }

    private Optional<String> text(ResourceKey key, String field) throws Exception {
        Optional<LiveObject> live = cluster.get(key);
        return live.flatMap(object -> Fields.text(object.content(), "data", field));
    }

    private static void print(String what, List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "%s: median %d ms, p95 %d ms of %d%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1),
                sorted.size());
    }
}
