package dev.nordbox.installer.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.ConnectionLost;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.Reconnection;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Specs;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Runs whose connection breaks. */
class LostConnectionTest {
    private static final String LOCK = "/run/nordbox-installer.lock";
    private static final byte[] KARI = "abc 4711/1700000000000 kari@desk".getBytes();
    private static final RemoteFile ONE = RemoteFile.of("/etc/one", "1", "0644");
    private static final RemoteFile TWO = RemoteFile.of("/etc/two", "2", "0600");

    @Test
    void aConnectionThatBreaksAgainAndAgainWithNothingDoneIsGivenUp() {
        FakeHost host = FakeHost.debian12();
        List<Duration> pauses = new ArrayList<>();
        Step breaking =
                new WriteFiles("breaking", List.of(ONE)) {
                    @Override
                    public List<Change> plan(HostFacts facts, InstallSpec spec) {
                        return List.of(
                                new Change("what is needed each time", (h, p) -> {}),
                                new Change(
                                        "break",
                                        (h, p) -> {
                                            host.breaksAt(1, FakeHost.Break.BEFORE);
                                            h.write(List.of(TWO));
                                        }));
                    }
                };

        assertThatThrownBy(() -> through(host, pauses::add, breaking))
                .isInstanceOfSatisfying(
                        StepFailed.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOST_UNREACHABLE))
                .hasMessageContaining("for the 6th time in a row, with nothing done in between");
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 15L);
    }

    @Test
    void anUploadThatComesFurtherEachTimeIsNotGivenUp() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        AtomicInteger megabytes = new AtomicInteger();
        Step slow =
                new WriteFiles("slow", List.of(ONE)) {
                    @Override
                    public List<Change> plan(HostFacts facts, InstallSpec spec) {
                        return megabytes.get() == 20
                                ? List.of()
                                : List.of(new Change("upload", (h, p) -> upload(h, p)));
                    }

                    private void upload(Host h, Progress p) throws ProblemException {
                        p.uploading("one").transferred(megabytes.incrementAndGet(), 20);
                        if (megabytes.get() < 20) {
                            host.breaksAt(1, FakeHost.Break.BEFORE);
                        }
                        h.write(List.of(TWO));
                    }
                };

        InstallReport report = through(host, pause -> {}, slow);

        assertThat(report.changeCount()).isEqualTo(1);
        assertThat(host.text("/etc/two")).contains("2");
    }

    @Test
    void aLockThatSomebodyTookOverMeanwhileEndsTheRun() {
        FakeHost host = FakeHost.debian12();
        Step breaking =
                new WriteFiles("breaking", List.of(ONE)) {
                    @Override
                    public List<Change> plan(HostFacts facts, InstallSpec spec) {
                        return List.of(
                                new Change(
                                        "break",
                                        (h, p) -> {
                                            host.put(LOCK, KARI, "0600", "root:root");
                                            host.breaksAt(1, FakeHost.Break.BEFORE);
                                            h.write(List.of(TWO));
                                        }));
                    }
                };

        assertThatThrownBy(() -> through(host, pause -> {}, breaking))
                .isInstanceOfSatisfying(
                        StepFailed.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOST_BUSY))
                .hasMessageContaining("another run has taken it over");
        assertThat(host.text("/etc/two")).isEmpty();
        assertThat(host.text(LOCK)).hasValue(new String(KARI));
    }

    @Test
    void aPlanIsComparedUnderTheLockHoweverOftenTheConnectionIsLostBefore()
            throws ProblemException {
        AtomicInteger looks = new AtomicInteger();
        AtomicInteger compared = new AtomicInteger();
        Survey whole =
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, Clock.systemUTC());
        Survey breaking =
                (host, query) -> {
                    if (looks.incrementAndGet() == 1) {
                        throw new ConnectionLost(
                                new Problem("it is gone", "host", "again"), new IOException());
                    }
                    return whole.gather(host, query);
                };
        StepEngine engine =
                new StepEngine(
                        List.of(new WriteFiles("files", List.of(ONE))),
                        breaking,
                        StepObserver.SILENT,
                        Operator.of("tester@laptop"),
                        new Reconnection(Reconnection.Watch.NOBODY, length -> {}),
                        Clock.systemUTC());
        FakeHost host = FakeHost.debian12();
        HostFacts facts = whole.gather(host, engine.asks(Specs.plain()));

        engine.run(
                host,
                Specs.plain(),
                facts,
                StepEngine.Mode.APPLY,
                Optional.of((name, found, planned) -> compared.incrementAndGet()));

        assertThat(compared).as("before the lock, and under it").hasValue(2);
        assertThat(host.text("/etc/one")).contains("1");
    }

    private static InstallReport through(FakeHost host, Reconnection.Pause pause, Step step)
            throws ProblemException {
        Survey survey =
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, Clock.systemUTC());
        StepEngine engine =
                new StepEngine(
                        List.of(step),
                        survey,
                        StepObserver.SILENT,
                        Operator.of("tester@laptop"),
                        new Reconnection(Reconnection.Watch.NOBODY, pause),
                        Clock.systemUTC());
        HostFacts facts = survey.gather(host, engine.asks(Specs.plain()));
        return engine.run(host, Specs.plain(), facts, StepEngine.Mode.APPLY);
    }
}
