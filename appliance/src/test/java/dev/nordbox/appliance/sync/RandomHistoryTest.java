package dev.nordbox.appliance.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens on the way (commits, meddling, failing requests, a process that dies between any
 * two of them): when it settles the cluster is what the repository says, and nothing outside the
 * inventory was ever deleted.
 */
class RandomHistoryTest {

    /** For each seed; more with {@code -Dnordbox.histories=1000}. */
    private static final int HISTORIES = Integer.getInteger("nordbox.histories", 40);

    private static final int STEPS = 25;
    private static final int PASSES_TO_SETTLE = 12;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whenItSettlesTheClusterIsWhatTheRepositorySays(long seed) throws Exception {
        for (int i = 0; i < HISTORIES; i++) {
            new History(seed * 1_000_000 + i).run();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theLoopGetsThereByEventsAlone(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        InMemoryCluster cluster = new InMemoryCluster();
        RandomHistory history = new RandomHistory(random, cluster);
        SyncTiming fast =
                new SyncTiming(
                        Duration.ofMillis(1),
                        Duration.ofMillis(20),
                        Duration.ofHours(1),
                        Duration.ofMillis(1));
        try (SyncLoop loop = new SyncLoop(cluster, Clock.systemUTC(), fast)) {
            loop.start();
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(4)) {
                    case 0 -> loop.desire(history.commit());
                    case 1 -> loop.desire(history.brokenCommit());
                    default -> history.meddle();
                }
            }
            loop.desire(history.repaired());
            for (int meddling = 0; meddling < 5; meddling++) {
                history.meddle();
            }
            loop.await(
                    status -> status.converged() && differences(history, cluster).isEmpty(),
                    Duration.ofSeconds(20));
            assertThat(differences(history, cluster)).as("seed %d", seed).isEmpty();
            assertThat(loop.status().converged()).as("%s", loop.status()).isTrue();
            assertForeignUntouched(history, cluster);
        }
    }

    /** One history, told again by its seed. */
    private static final class History {
        private final long seed;
        private final SplittableRandom random;
        private final InMemoryCluster cluster = new InMemoryCluster();
        private final RandomHistory history;
        private final Set<ResourceKey> wronglyDeleted = new HashSet<>();
        private final Trouble trouble;
        private Reconciler reconciler = new Reconciler(cluster);

        History(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.history = new RandomHistory(random, cluster);
            this.trouble = new Trouble(random, cluster, key -> {});
            cluster.onDelete(this::checkDeletion);
        }

        void run() throws ClusterException {
            DesiredState state = history.commit();
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(8)) {
                    case 0, 1 -> state = history.commit();
                    case 2 -> state = history.brokenCommit();
                    case 3, 4 -> history.meddle();
                    case 5 -> passWithTrouble(state, new ApiUnavailable("fault"));
                    case 6 -> passThatIsKilled(state);
                    default -> pass(state);
                }
            }
            settle(history.repaired());
        }

        private void pass(DesiredState state) throws ClusterException {
            trouble.none();
            reconciler.reconcile(state);
        }

        private void passWithTrouble(DesiredState state, ClusterException fault) {
            trouble.fault(fault);
            try {
                reconciler.reconcile(state);
            } catch (ClusterException e) {
                assertThat(e).as("seed %d", seed).hasMessage("fault");
            }
        }

        private void passThatIsKilled(DesiredState state) throws ClusterException {
            trouble.kill();
            try {
                reconciler.reconcile(state);
            } catch (Trouble.Killed e) {
                reconciler = new Reconciler(cluster);
            }
        }

        /** The inventory must know an object that goes, or that goes along with another. */
        private void checkDeletion(List<ResourceKey> going) {
            Set<ResourceKey> known = StoredInventory.allKeys(cluster);
            going.stream()
                    .filter(key -> !StoredInventory.isInventory(key))
                    .filter(key -> history.foreign().contains(key) || !known.contains(key))
                    .forEach(wronglyDeleted::add);
        }

        private void settle(DesiredState state) throws ClusterException {
            PassReport report;
            int passes = 0;
            do {
                trouble.none();
                report = reconciler.reconcile(state);
                passes++;
            } while ((report.changes() > 0 || report.retry()) && passes < PASSES_TO_SETTLE);

            assertThat(report.retry()).as("seed %d settles: %s", seed, report).isFalse();
            assertThat(report.converged()).as("seed %d converges: %s", seed, report).isTrue();
            assertThat(differences(history, cluster)).as("seed %d", seed).isEmpty();
            assertThat(wronglyDeleted).as("seed %d deleted what is not ours", seed).isEmpty();
            assertForeignUntouched(history, cluster);
            cluster.forgetWrites();
            reconciler.reconcile(state);
            new Reconciler(cluster).reconcile(state);
            assertThat(cluster.writes()).as("seed %d is left alone", seed).isEmpty();
        }
    }

    private static Set<String> differences(RandomHistory history, InMemoryCluster cluster) {
        Set<String> differences = new HashSet<>();
        Set<ResourceKey> live = cluster.keys();
        history.wanted()
                .forEach(
                        (key, manifest) -> {
                            if (!live.contains(key)) {
                                differences.add("missing " + key);
                            } else if (!history.asWanted(manifest, cluster.content(key))) {
                                differences.add("different " + key);
                            }
                        });
        Set<ResourceKey> extra = new HashSet<>(live);
        extra.removeAll(history.wanted().keySet());
        extra.removeAll(history.foreign());
        extra.removeIf(key -> key.toString().contains("nordbox-"));
        extra.removeIf(key -> Set.of("default", "kube-system").contains(key.name()));
        extra.forEach(key -> differences.add("extra " + key));
        Set<ResourceKey> inventory = StoredInventory.allKeys(cluster);
        if (!inventory.equals(history.wanted().keySet())) {
            differences.add("inventory " + inventory);
        }
        return differences;
    }

    private static void assertForeignUntouched(RandomHistory history, InMemoryCluster cluster) {
        assertThat(cluster.keys()).containsAll(history.foreign());
    }
}
