package dev.nordbox.installer.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.ConnectionLost;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.Reconnection;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.PrepareKernel;
import dev.nordbox.installer.steps.Provisioning;
import dev.nordbox.installer.steps.Specs;
import dev.nordbox.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepEngineTest {
    private static final String LOCK = "/run/nordbox-installer.lock";
    private static final byte[] KARI = "abc 4711/1700000000000 kari@desk".getBytes();
    private static final RemoteFile ONE = RemoteFile.of("/etc/one", "1", "0644");
    private static final RemoteFile TWO = RemoteFile.of("/etc/two", "2", "0600");

    @Test
    void neighbouringFilesTravelInOneRoundTrip() throws ProblemException {
        FakeHost host = FakeHost.debian12();

        box(new WriteFiles("files", List.of(ONE, TWO))).up(host);

        assertThat(host.effects())
                .containsExactly(
                        "take the host's lock",
                        "write /var/lib/nordbox-installer/written /etc/one /etc/two",
                        "give the host's lock back");
    }

    @Test
    void aFileThatSomebodyEditedIsShownBeforeItIsReplaced() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        box(new WriteFiles("files", List.of(ONE, TWO))).up(host);
        host.put("/etc/one", "1 and more\n".getBytes(), "0644", "root:root");
        host.reconnect();

        List<FileDifference> told = new ArrayList<>();
        box(new WriteFiles("files", List.of(ONE, TWO))).upTelling(host, told::add);

        assertThat(host.text("/etc/one")).contains("1");
        assertThat(told)
                .singleElement()
                .satisfies(
                        file -> {
                            assertThat(file.path()).isEqualTo("/etc/one");
                            assertThat(file.origin()).isEqualTo(FileDifference.Origin.EDITED);
                            assertThat(file.diff()).contains("-1 and more", "+1");
                        });
    }

    @Test
    void whatNordboxWroteItselfIsReplacedWithoutAWord() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        RemoteFile newer = RemoteFile.of("/etc/one", "2", "0644");
        box(new WriteFiles("files", List.of(ONE))).up(host);
        host.reconnect();

        List<FileDifference> told = new ArrayList<>();
        InstallReport report =
                box(new WriteFiles("files", List.of(newer))).upTelling(host, told::add);

        assertThat(told).isEmpty();
        assertThat(report.files())
                .extracting(FileDifference::origin)
                .containsExactly(FileDifference.Origin.OURS);
    }

    @Test
    void aPlanTellsWhatItWouldReplaceAndNothingOfASecret() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        RemoteFile secret = RemoteFile.of("/etc/secret", "wanted-canary", "0600").asSecret();
        host.put("/etc/one", "before\n".getBytes(), "0644", "root:root");
        host.put("/etc/secret", "canary".getBytes(), "0600", "root:root");

        InstallReport plan = box(new WriteFiles("files", List.of(ONE, TWO, secret))).plan(host);

        assertThat(plan.files())
                .extracting(FileDifference::path, FileDifference::origin)
                .containsExactly(
                        tuple("/etc/one", FileDifference.Origin.FOUND),
                        tuple("/etc/two", FileDifference.Origin.NEW),
                        tuple("/etc/secret", FileDifference.Origin.FOUND));
        assertThat(plan.files().get(0).diff())
                .containsExactly("@@ -1 +1 @@", "-before", "+1", "\\ No newline at end of file");
        assertThat(plan.toString()).doesNotContain("canary");
        assertThat(host.effects()).isEmpty();
    }

    @Test
    void factsAreGatheredOncePerChangedStep() throws ProblemException {
        FakeHost host = FakeHost.debian12();

        InstallReport report =
                box(
                                new WriteFiles("first", List.of(ONE, TWO)),
                                new WriteFiles("second", List.of(ONE)),
                                new WriteFiles("third", List.of(TWO)))
                        .up(host);

        // at the start, under the lock, and after the one step that changed something
        assertThat(report.surveys()).isEqualTo(3);
        assertThat(report.changed()).extracting(StepResult::id).containsExactly("first");
    }

    @Test
    void aStepWhoseChangesDoNotHoldEndsTheRunAndNamesThem() {
        FakeHost host = FakeHost.debian12();
        Step vain =
                new WriteFiles("vain", List.of(ONE)) {
                    @Override
                    public List<Change> plan(HostFacts facts, InstallSpec spec) {
                        return List.of(new Change("fill the bucket", (h, p) -> {}));
                    }
                };

        assertThatThrownBy(() -> box(new WriteFiles("files", List.of(ONE)), vain).up(host))
                .isInstanceOfSatisfying(
                        StepFailed.class,
                        e -> {
                            assertThat(e.stepId()).isEqualTo("vain");
                            assertThat(e.exitCode()).isEqualTo(ExitCode.STEP_FAILED);
                            assertThat(e.soFar().changed()).hasSize(1);
                        })
                .hasMessageContaining("still lacks: fill the bucket");
        assertThat(host.text("/etc/one")).contains("1");
    }

    @Test
    void whatCameAndIsGoneAgainIsWaitedForOnceMore() throws ProblemException {
        AtomicInteger waits = new AtomicInteger();
        Step wait =
                new WriteFiles("node-ready", List.of()) {
                    @Override
                    public List<Change> plan(HostFacts facts, InstallSpec spec) {
                        return waits.get() > 1
                                ? List.of()
                                : List.of(new Change("wait", (h, p) -> waits.incrementAndGet()));
                    }

                    @Override
                    public boolean waitsAgain() {
                        return true;
                    }
                };

        box(wait).up(FakeHost.debian12());

        assertThat(waits).hasValue(2);
    }

    @Test
    void whatGoesAgainAndAgainEndsTheRun() {
        Step wait =
                new WriteFiles("node-ready", List.of()) {
                    @Override
                    public List<Change> plan(HostFacts facts, InstallSpec spec) {
                        return List.of(new Change("wait", (h, p) -> {}));
                    }

                    @Override
                    public boolean waitsAgain() {
                        return true;
                    }
                };

        assertThatThrownBy(() -> box(wait).up(FakeHost.debian12()))
                .hasMessageContaining("still lacks: wait");
    }

    @Test
    void aFailureNamesTheStepKeepsWhatIsDoneAndSaysToRunAgain() {
        FakeHost host = FakeHost.debian12();
        Command command = Command.of("mkfs");
        Step failing =
                new WriteFiles("failing", List.of(TWO)) {
                    @Override
                    public List<Change> plan(HostFacts facts, InstallSpec spec) {
                        return List.of(
                                new Change("format", (h, p) -> h.run(command).orFail(h, command)));
                    }
                };

        assertThatThrownBy(() -> box(new WriteFiles("files", List.of(ONE)), failing).up(host))
                .hasMessageContaining("step 'Write failing' failed")
                .hasMessageContaining("run the same command again");
        assertThat(host.text("/etc/one")).contains("1");
        assertThat(host.files).doesNotContainKey("/run/nordbox-installer.lock");
    }

    @Test
    void aTemplateThatFailsOnlyAtItsStepIsAFailureOfThatStep(@TempDir Path files)
            throws IOException {
        Path template = files.resolve("host/etc/modules-load.d/nordbox.conf.ftl");
        Files.createDirectories(template.getParent());
        Files.writeString(template, "${x}");
        Step failing = new PrepareKernel(Templates.bundled().overriddenBy(files));

        assertThatThrownBy(() -> box(failing).up(FakeHost.debian12()))
                .isInstanceOfSatisfying(
                        StepFailed.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID))
                .hasMessageContaining("step 'Prepare the kernel' failed")
                .hasMessageContaining("run the same command again");
    }

    @Test
    void twoOperatorsDoNotChangeAHostAtOnce() {
        FakeHost host = FakeHost.debian12();
        host.put("/run/nordbox-installer.lock", KARI, "0600", "root:root");
        host.lockHolderLives = true;

        assertThatThrownBy(() -> box(new WriteFiles("files", List.of(ONE))).up(host))
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
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOST_REFUSED))
                .hasMessageContaining("another run has taken it over");
        assertThat(host.text("/etc/two")).isEmpty();
        assertThat(host.text(LOCK)).hasValue(new String(KARI));
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

    private static FakeHost lockedBy(String holder) {
        FakeHost host = FakeHost.debian12();
        host.put(LOCK, holder.getBytes(), "0600", "root:root");
        host.lockHolderLives = true;
        return host;
    }

    @Test
    void lookingNeedsNoLock() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.put("/run/nordbox-installer.lock", KARI, "0600", "root:root");
        host.lockHolderLives = true;

        assertThat(box(new WriteFiles("files", List.of(ONE))).plan(host).changed()).hasSize(1);
    }

    private static Provisioning box(Step... steps) {
        return new Provisioning(List.of(steps), Specs.plain());
    }

    /** The plainest step there is. */
    private static class WriteFiles implements Step {
        private final String id;
        private final List<RemoteFile> files;

        WriteFiles(String id, List<RemoteFile> files) {
            this.id = id;
            this.files = files;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String title() {
            return "Write " + id;
        }

        @Override
        public FactQuery asks(InstallSpec spec) {
            return FactQuery.of(files);
        }

        @Override
        public List<Change> plan(HostFacts facts, InstallSpec spec) {
            return WriteFile.missing(facts, files);
        }
    }
}
