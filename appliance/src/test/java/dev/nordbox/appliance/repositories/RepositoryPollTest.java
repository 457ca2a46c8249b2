package dev.nordbox.appliance.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.control.Checkout;
import dev.nordbox.appliance.control.Repositories.Answered;
import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.GitSource;
import dev.nordbox.appliance.git.Revision;
import dev.nordbox.appliance.status.RepositoryStatus;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepositoryPollTest {

    private final FakeSource source = new FakeSource();
    private static final String MAIN = "main";

    private final AtomicInteger problemsTold = new AtomicInteger();
    private final List<String> wanted = new CopyOnWriteArrayList<>();
    private Consumer<Checkout> arrived = checkout -> wanted.add(checkout.commit());
    private Door opening = open -> source;
    private Optional<RepositoryPoll> running = Optional.empty();

    @AfterEach
    void stop() {
        running.ifPresent(RepositoryPoll::close);
    }

    @Test
    void newRevisionIsPassedOnOnce() {
        RepositoryPoll poll = start(Duration.ofMillis(10));
        await().until(() -> source.fetches.get() > 3);
        assertThat(wanted).containsExactly(commit(1));
        source.answer(2);
        await().until(() -> wanted.equals(List.of(commit(1), commit(2))));
        await().until(
                        () ->
                                status(poll)
                                        .revision()
                                        .map(Revision::commit)
                                        .equals(Optional.of(commit(2))));
    }

    @Test
    void lastRevisionOfAnEarlierRunIsPassedOnWhileTheHostIsAway() {
        source.last = Optional.of(revision(7));
        source.fail(Reason.HOST_UNREACHABLE);
        RepositoryPoll poll = start(Duration.ofMillis(10));
        await().until(() -> status(poll).problem().isPresent());
        assertThat(wanted).containsExactly(commit(7));
        assertThat(status(poll).revision()).contains(revision(7));
        assertThat(status(poll).polledAt()).isEmpty();
    }

    @Test
    void problemIsToldWithItsBeginningUntilItIsOver() {
        source.fail(Reason.LOGIN_REFUSED);
        RepositoryPoll poll = start(Duration.ofMillis(10));
        await().until(() -> source.fetches.get() > 2);
        var problem = status(poll).problem().orElseThrow();
        assertThat(problem.reason()).isEqualTo("LOGIN_REFUSED");
        await().until(() -> source.fetches.get() > 4);
        assertThat(status(poll).problem()).contains(problem);
        source.answer(1);
        await().until(() -> status(poll).problem().isEmpty());
        assertThat(wanted).containsExactly(commit(1));
    }

    @Test
    void refusingHostIsAskedLessAndLess() {
        source.fail(Reason.LOGIN_REFUSED);
        start(Duration.ofMillis(50));
        await().during(Duration.ofSeconds(1)).until(() -> source.fetches.get() < 8);
    }

    @Test
    void requestDoesNotWaitForTheInterval() {
        RepositoryPoll poll = start(Duration.ofHours(1));
        await().until(() -> wanted.size() == 1);
        source.answer(2);
        poll.pollNow();
        await().until(() -> wanted.size() == 2);
    }

    @Test
    void onlyAPollThatBeganAfterItAndFoundTheRevisionAnswersWhoAsksAnew() {
        source.hold();
        RepositoryPoll poll = start(Duration.ofHours(1));
        await().until(() -> source.fetches.get() == 1);
        assertThat(poll.answered(MAIN)).as("nobody asks").isEqualTo(Answered.YES);

        poll.askAnew();
        source.letGo();
        await().until(() -> source.fetches.get() == 2);
        assertThat(poll.answered(MAIN)).as("it had begun before").isEqualTo(Answered.NOT_YET);

        source.fail(Reason.HOST_UNREACHABLE);
        source.letGo();
        await().until(() -> poll.answered(MAIN) == Answered.NO);

        source.answer(2);
        poll.pollNow();
        source.letGo();
        await().until(() -> poll.answered(MAIN) == Answered.YES);
        assertThat(wanted).as("before it says so").contains(commit(2));
    }

    @Test
    void requestIsAnsweredByAPollThatBeganAfterIt() throws Exception {
        source.last = Optional.of(revision(7));
        source.hold();
        RepositoryPoll poll = start(Duration.ofHours(1));
        await().until(() -> source.fetches.get() == 1);
        assertThat(wanted).containsExactly(commit(7));
        assertThat(status(poll).busy()).as("the first poll has not ended").isTrue();

        BooleanSupplier over = poll.pollNow();
        source.letGo();
        await().until(() -> source.fetches.get() == 2);
        assertThat(status(poll).busy()).as("the poll under way was no answer").isTrue();
        assertThat(over.getAsBoolean()).as("nor is the next one over").isFalse();

        source.fail(Reason.HOST_UNREACHABLE);
        source.letGo();
        await().until(() -> !status(poll).busy());
        assertThat(over.getAsBoolean()).as("it failed, which is an answer").isTrue();
        assertThat(status(poll).problem()).as("a refusal is an answer, too").isPresent();
    }

    @Test
    void revisionThatTripsADefectDoesNotEndThePolling() {
        arrived =
                checkout -> {
                    if (checkout.commit().equals(commit(1))) {
                        throw new IllegalStateException("defect");
                    }
                    wanted.add(checkout.commit());
                };
        RepositoryPoll poll = start(Duration.ofMillis(10));
        await().until(() -> status(poll).problem().isPresent());
        assertThat(status(poll).problem().orElseThrow().reason()).isEqualTo("DEFECT");
        source.answer(2);
        await().until(() -> wanted.equals(List.of(commit(2))));
        await().until(() -> status(poll).problem().isEmpty());
    }

    @Test
    void whatWasReadFromADamagedMirrorIsPassedOnAgain() {
        RepositoryPoll poll = start(Duration.ofHours(1));
        await().until(() -> wanted.equals(List.of(commit(1))));
        source.last = Optional.empty(); // as a source says that it is damaged
        poll.pollNow();
        await().until(() -> wanted.equals(List.of(commit(1), commit(1))));
    }

    @Test
    void sourceThatCannotBeOpenedYetIsOpenedLater() {
        AtomicInteger attempts = new AtomicInteger();
        opening =
                open -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new GitException(Reason.SETUP, "no key yet", "make one");
                    }
                    return source;
                };
        RepositoryPoll poll = start(Duration.ofMillis(10));
        await().until(() -> wanted.equals(List.of(commit(1))));
        await().until(() -> status(poll).problem().isEmpty());
    }

    @Test
    void allRevisionsAreAskedForAtOnceAndANewOneAtOnce() {
        RepositoryPoll poll = start(Duration.ofHours(1));
        await().until(() -> wanted.size() == 1);
        assertThat(poll.want("v1").pending()).isTrue();
        await().until(() -> poll.want("v1").checkout().isPresent());
        assertThat(source.asked).containsExactlyInAnyOrder(MAIN, "v1");
        assertThat(source.fetches).hasValue(2);

        poll.wantOnly(Set.of("v1"));
        poll.pollNow();
        await().until(() -> source.asked.equals(Set.of("v1")));
        assertThat(source.kept).containsExactly("v1");
    }

    @Test
    void aRevisionThatIsNamedLateIsThereWhileTheRepositoryIsNot() {
        source.last = Optional.of(revision(1));
        source.fail(Reason.HOST_UNREACHABLE);
        RepositoryPoll poll = start(Duration.ofHours(1));
        await().until(() -> poll.want(MAIN).checkout().isPresent());
        await().until(() -> !status(poll).busy());

        assertThat(poll.want("v1").pending()).isTrue();
        await().until(() -> poll.want("v1").checkout().isPresent());
        assertThat(source.kept).as("nobody has said that these are all").isEmpty();
    }

    @Test
    void aRevisionThatIsNotThereConcernsNoOther() {
        RepositoryPoll poll = start(Duration.ofMillis(10));
        poll.want("gone");
        await().until(() -> poll.want("gone").problem().isPresent());
        assertThat(poll.want("gone").problem()).contains("there is no such; push it");
        assertThat(poll.want("gone").checkout()).isEmpty();
        assertThat(poll.want(MAIN).problem()).isEmpty();
        assertThat(poll.want(MAIN).checkout()).isPresent();
    }

    @Test
    void oneLostConnectionIsNoNewsToWhoHasACommit() {
        RepositoryPoll poll = start(Duration.ofHours(1));
        await().until(() -> poll.want(MAIN).checkout().isPresent());
        source.fail(Reason.CONNECTION_LOST);
        poll.pollNow();
        await().until(() -> status(poll).problem().isPresent());
        assertThat(poll.want(MAIN).problem()).isEmpty();
        assertThat(problemsTold).hasValue(0);

        poll.pollNow();
        await().until(() -> poll.want(MAIN).problem().isPresent());
        assertThat(poll.want(MAIN).checkout()).isPresent();
        assertThat(problemsTold).hasValue(1);
        assertThat(poll.want(MAIN).problem().orElseThrow())
                .matches(
                        "the host says no \\(since \\S+Z; commit 1111111 is kept up\\); ask it kindly");
    }

    @Test
    void aPushIsLookedAtAtOnceAndARefusingHostIsLeftToItsPace() {
        RepositoryPoll poll = start(Duration.ofHours(1));
        await().until(() -> wanted.size() == 1);
        source.answer(2);
        poll.pushed();
        await().until(() -> wanted.size() == 2);

        source.fail(Reason.LOGIN_REFUSED);
        poll.pollNow();
        await().until(() -> !status(poll).busy() && status(poll).problem().isPresent());
        int before = source.fetches.get();
        poll.pushed();
        assertThat(status(poll).busy()).isFalse();
        poll.pollNow(); // a person asks
        await().until(() -> !status(poll).busy());
        assertThat(source.fetches).hasValue(before + 1);
    }

    @Test
    void closingClosesTheSource() {
        RepositoryPoll poll = start(Duration.ofHours(1));
        await().until(() -> wanted.size() == 1);
        poll.close();
        assertThat(source.closed).isTrue();
    }

    private RepositoryPoll start(Duration interval) {
        RepositoryPoll poll =
                new RepositoryPoll(
                        "file:///srv/repo.git",
                        new Pace(interval, 100, new SplittableRandom()),
                        open -> opening.open(open),
                        new RepositoryPoll.Listener() {
                            @Override
                            public void arrived(String targetRevision, Checkout checkout) {
                                arrived.accept(checkout);
                            }

                            @Override
                            public void problemChanged() {
                                problemsTold.incrementAndGet();
                            }
                        },
                        Clock.systemUTC());
        running = Optional.of(poll);
        poll.want(MAIN);
        return poll.start();
    }

    private static RepositoryStatus status(RepositoryPoll poll) {
        return poll.status(MAIN, "", true);
    }

    private static Revision revision(int number) {
        return new Revision(commit(number), "refs/heads/main");
    }

    private static String commit(int number) {
        return Integer.toString(number).repeat(40);
    }

    private static final class FakeSource implements GitSource {
        private final AtomicInteger fetches = new AtomicInteger();
        private volatile Set<String> asked = Set.of();
        private volatile Set<String> kept = Set.of();
        private volatile int answer = 1;
        private volatile Optional<Reason> failure = Optional.empty();
        private volatile Optional<Revision> last = Optional.empty();
        private volatile boolean closed;
        private volatile boolean holding;
        private final Semaphore gate = new Semaphore(0);

        /** From now on a fetch takes until it is let go. */
        void hold() {
            holding = true;
        }

        void letGo() {
            gate.release();
        }

        void answer(int number) {
            answer = number;
            failure = Optional.empty();
        }

        void fail(Reason reason) {
            failure = Optional.of(reason);
        }

        @Override
        public Map<String, Answer> fetch(Set<String> revisions) throws GitException {
            asked = revisions;
            fetches.incrementAndGet();
            if (holding) {
                gate.acquireUninterruptibly();
            }
            if (failure.isPresent()) {
                throw new GitException(failure.get(), "the host says no", "ask it kindly");
            }
            last = Optional.of(revision(answer));
            return revisions.stream().collect(Collectors.toMap(any -> any, any -> answerTo(any)));
        }

        private Answer answerTo(String revision) {
            return revision.equals("gone")
                    ? new Answer.Refused(
                            new GitException(
                                    Reason.REVISION_NOT_FOUND, "there is no such", "push it"))
                    : new Answer.Found(revision(answer));
        }

        @Override
        public void keepOnly(Set<String> wanted) {
            kept = wanted;
        }

        @Override
        public Optional<Revision> lastFetched(String revision) {
            return last.filter(any -> !revision.equals("gone"));
        }

        @Override
        public FileTree tree(Revision revision) {
            return new InMemoryTree();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
