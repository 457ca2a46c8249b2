package dev.nordbox.appliance.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two repositories in one cluster, people who meddle, failing requests and processes that die:
 * nothing that is protected ever goes, and when it settles all has gone that should.
 *
 * <p>More histories for each seed with {@code -Dnordbox.histories=1000}; a failing one is told
 * again, step by step, with {@code -Dnordbox.history=<its seed>}.
 */
class DeletionHistoryTest {

    private static final int HISTORIES = Integer.getInteger("nordbox.histories", 25);
    private static final int STEPS = 30;
    private static final int ROUNDS_TO_SETTLE = 15;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingProtectedGoesAndNothingIsForgotten(long seed) throws Exception {
        for (int i = 0; i < HISTORIES; i++) {
            new History(seed * 1_000_000 + i).run();
        }
    }

    @Test
    void theSameHistoryOnceMore() throws Exception {
        new History(Long.getLong("nordbox.history", 0)).run();
    }

    /** One repository and the process that follows it. */
    private static final class Follower {
        private final RandomRepository repository;
        private final InMemoryCluster cluster;
        private Reconciler reconciler;
        private DesiredState wanted;

        Follower(RandomRepository repository, InMemoryCluster cluster) {
            this.repository = repository;
            this.cluster = cluster;
            this.wanted = repository.commit();
            restart();
        }

        void restart() {
            reconciler = new Reconciler(cluster);
        }
    }

    /** One history, told again by its seed. */
    static final class History {
        private final long seed;
        private final SplittableRandom random;
        private final InMemoryCluster cluster = new InMemoryCluster();
        private final DeletionJudge judge = new DeletionJudge(cluster);
        private final RandomHands hands;
        private final Trouble trouble;
        private final Follower first;
        private final Follower guest;
        private final List<String> told = new ArrayList<>();

        History(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.hands = new RandomHands(random, cluster, judge);
            this.trouble = new Trouble(random, cluster, judge::stored);
            this.first = new Follower(RandomRepository.first(random), cluster);
            this.guest = new Follower(RandomRepository.guest(random), cluster);
        }

        void run() throws ClusterException {
            for (int step = 0; step < STEPS; step++) {
                Follower one = random.nextInt(3) > 0 ? first : guest;
                switch (random.nextInt(8)) {
                    case 0, 1 -> one.wanted = one.repository.commit();
                    case 2, 3 -> hands.meddle();
                    case 4 -> passWithFault(one);
                    case 5 -> passThatIsKilled(one);
                    default -> pass(one);
                }
                check("step " + step);
            }
            first.wanted = first.repository.mended(Set.of());
            guest.wanted = guest.repository.mended(DeletionJudge.automated(first.wanted));
            settle();
        }

        private void pass(Follower one) throws ClusterException {
            trouble.none();
            tell("pass", one);
            judge.begins(one.wanted);
            PassReport report = one.reconciler.reconcile(one.wanted);
            judge.ended(true);
            assertThat(report.toString()).as("seed %d", seed).doesNotContain("defect of nordbox");
        }

        private void passWithFault(Follower one) {
            trouble.fault(
                    random.nextBoolean()
                            ? new ApiUnavailable("fault")
                            : new ApiRefused(403, "Forbidden", "fault"));
            tell("pass with a fault", one);
            judge.begins(one.wanted);
            try {
                one.reconciler.reconcile(one.wanted);
            } catch (ClusterException e) {
                assertThat(e).as("seed %d", seed).hasMessage("fault");
            }
            judge.ended(false);
        }

        private void passThatIsKilled(Follower one) throws ClusterException {
            trouble.kill();
            tell("pass that is killed", one);
            judge.begins(one.wanted);
            try {
                one.reconciler.reconcile(one.wanted);
            } catch (Trouble.Killed e) {
                one.restart();
            }
            judge.ended(false);
        }

        private void settle() throws ClusterException {
            for (int round = 0; round < ROUNDS_TO_SETTLE; round++) {
                cluster.forgetWrites();
                pass(first);
                pass(guest);
                check("round " + round);
                if (cluster.writes().isEmpty()) {
                    break;
                }
            }
            first.restart();
            guest.restart();
            cluster.forgetWrites();
            pass(first);
            pass(guest);
            assertThat(cluster.writes()).as("seed %d is left alone; %s", seed, story()).isEmpty();
            List<String> differences =
                    Stream.of(first, guest)
                            .flatMap(one -> judge.differences(one.wanted).stream())
                            .toList();
            assertThat(differences).as("seed %d settles; %s", seed, story()).isEmpty();
        }

        private void check(String when) {
            assertThat(judge.faults()).as("seed %d, %s; %s", seed, when, story()).isEmpty();
        }

        private void tell(String what, Follower one) {
            told.add(what + " of " + one.wanted.owner());
            one.wanted.applications().forEach(app -> told.add("  " + describe(app)));
        }

        private String story() {
            return String.join("\n", told.subList(Math.max(0, told.size() - 30), told.size()));
        }

        private static String describe(DesiredApplication app) {
            return app instanceof DesiredApplication.Rendered rendered
                    ? "%s in %s %s %s"
                            .formatted(
                                    app.name(),
                                    rendered.namespace(),
                                    rendered.policy(),
                                    rendered.manifests().stream().map(Manifest::key).toList())
                    : app.toString();
        }
    }
}
