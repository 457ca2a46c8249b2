package dev.nordbox.installer.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Provisioning;
import dev.nordbox.installer.steps.Specs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One run at a time changes a host. */
class EngineLockTest {
    private static final String LOCK = "/run/nordbox-installer.lock";
    private static final byte[] KARI = "abc 4711/1700000000000 kari@desk".getBytes();
    private static final RemoteFile ONE = RemoteFile.of("/etc/one", "1", "0644");

    @Test
    void twoOperatorsDoNotChangeAHostAtOnce() {
        FakeHost host = FakeHost.debian12();
        host.put("/run/nordbox-installer.lock", KARI, "0600", "root:root");
        host.lockHolderLives = true;

        assertThatThrownBy(() -> box(new WriteFiles("files", List.of(ONE))).up(host))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOST_BUSY))
                .hasMessageContaining("kari@desk, process 4711, from 198.51.100.9, for 720 s")
                .hasMessageContaining("heard of 12 s ago")
                .hasMessageContaining("--take-over");
        assertThat(host.files).doesNotContainKey("/etc/one");
    }

    @Test
    void theLockOfARunThatIsGoneIsTakenOver() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.put("/run/nordbox-installer.lock", KARI, "0600", "root:root");

        box(new WriteFiles("files", List.of(ONE))).up(host);

        assertThat(host.text("/etc/one")).contains("1");
    }

    @Test
    void anOperatorTakesOverAtOnceFromTheirOwnRunThatIsGone() throws ProblemException {
        FakeHost host = lockedBy("abc 999999999/1 tester@laptop");

        box(new WriteFiles("files", List.of(ONE))).up(host);

        assertThat(host.text("/etc/one")).contains("1");
        assertThat(host.files).doesNotContainKey(LOCK);
    }

    @Test
    void anOperatorsOtherRunThatIsStillThereKeepsTheHost() {
        String process = Operator.of("tester@laptop").process();
        FakeHost host = lockedBy("abc " + process + " tester@laptop");

        assertThatThrownBy(() -> box(new WriteFiles("files", List.of(ONE))).up(host))
                .hasMessageContaining("another run is changing this host: tester@laptop");
    }

    @Test
    void whoeverIsToldToEndsAnotherRun() throws ProblemException {
        FakeHost host = lockedBy(new String(KARI));
        Survey survey =
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, Clock.systemUTC());
        StepEngine engine =
                new StepEngine(
                        List.of(new WriteFiles("files", List.of(ONE))),
                        survey,
                        StepObserver.SILENT,
                        Operator.of("tester@laptop").takingOver(true),
                        Clock.systemUTC());
        HostFacts facts = survey.gather(host, engine.asks(Specs.plain()));

        engine.run(host, Specs.plain(), facts, StepEngine.Mode.APPLY);

        assertThat(host.text("/etc/one")).contains("1");
    }

    @Test
    void aLockThatAnotherRunTookOverMeanwhileIsNotGivenBack() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        Step slow =
                new WriteFiles("slow", List.of(ONE)) {
                    @Override
                    public List<Change> plan(HostFacts facts, InstallSpec spec) {
                        List<Change> changes = new ArrayList<>(super.plan(facts, spec));
                        changes.replaceAll(
                                change ->
                                        new Change(
                                                change.description(),
                                                (h, p) -> {
                                                    change.effect().apply(h, p);
                                                    host.put(LOCK, KARI, "0600", "root:root");
                                                }));
                        return changes;
                    }
                };

        box(slow).up(host);

        assertThat(host.text(LOCK)).hasValue(new String(KARI));
    }

    @Test
    void lookingNeedsNoLock() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.put("/run/nordbox-installer.lock", KARI, "0600", "root:root");
        host.lockHolderLives = true;

        assertThat(box(new WriteFiles("files", List.of(ONE))).plan(host).changed()).hasSize(1);
    }

    private static FakeHost lockedBy(String holder) {
        FakeHost host = FakeHost.debian12();
        host.put(LOCK, holder.getBytes(), "0600", "root:root");
        host.lockHolderLives = true;
        return host;
    }

    private static Provisioning box(Step... steps) {
        return new Provisioning(List.of(steps), Specs.plain());
    }
}
