package dev.nordbox.installer.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.PrepareKernel;
import dev.nordbox.installer.steps.Provisioning;
import dev.nordbox.installer.steps.Specs;
import dev.nordbox.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepEngineTest {
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
        RemoteFile secret = RemoteFile.of("/etc/secret", "wanted-c4n4ry", "0600").asSecret();
        host.put("/etc/one", "before\n".getBytes(), "0644", "root:root");
        host.put("/etc/secret", "c4n4ry".getBytes(), "0600", "root:root");

        InstallReport plan = box(new WriteFiles("files", List.of(ONE, TWO, secret))).plan(host);

        assertThat(plan.files())
                .extracting(FileDifference::path, FileDifference::origin)
                .containsExactly(
                        tuple("/etc/one", FileDifference.Origin.FOUND),
                        tuple("/etc/two", FileDifference.Origin.NEW),
                        tuple("/etc/secret", FileDifference.Origin.FOUND));
        assertThat(plan.files().get(0).diff())
                .containsExactly("@@ -1 +1 @@", "-before", "+1", "\\ No newline at end of file");
        assertThat(plan.toString()).doesNotContain("c4n4ry");
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

    private static Provisioning box(Step... steps) {
        return new Provisioning(List.of(steps), Specs.plain());
    }
}
