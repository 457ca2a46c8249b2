package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Keep;
import dev.nordbox.installer.config.BackupConfig.Schedule;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.ssh.TerminalPrompts;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.JsonOutput;
import dev.nordbox.installer.output.LogOutput;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.RunLog;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.output.Typist;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is asked: when, and where the answers do not turn up. */
class QuestionsTest {
    /** Masked as the log is written, not before: this test reads what was. */
    private static final String CANARY = "canary of nobody";

    @TempDir private Path files;
    private TrialBox box;

    @BeforeEach
    void aBoxWhoseGitServersKeyNobodyNamed() {
        box = TrialBox.in(files);
        box.controllerHost.gitServerKeys = List.of("git.example.no " + TrialBox.GIT_KEY);
        box.withGit(
                new BoxConfig.Git(
                        "git@git.example.no:ops/box.git",
                        "HEAD",
                        "",
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void withNobodyToAskAKeyIsRefusedBeforeAnythingIsFetchedOrBrought() {
        refused(ExitCode.LOGIN_REFUSED, "say --git-host-key SHA256:");

        assertThat(box.host.effects()).singleElement().asString().startsWith("ssh-keyscan");
        assertThat(box.supplied).isZero();
    }

    @Test
    void aGitServerThatTheBoxCannotSeeIsToldThenToo() {
        box.controllerHost.gitServerKeys = List.of();

        refused(ExitCode.REPO_UNREACHABLE, "the box cannot see the Git server's key");

        assertThat(box.supplied).isZero();
    }

    @Test
    void aKeyIsConfirmedOnceAndFirst() throws ProblemException {
        box.gitHost = (name, key, note) -> HostKeyConfirmation.Answer.ACCEPTED;

        box.command(Output.SILENT);

        assertThat(box.host.effects().get(0)).startsWith("ssh-keyscan");
        assertThat(box.host.effects().subList(1, box.host.effects().size()))
                .noneMatch(effect -> effect.startsWith("ssh-keyscan"));
        assertThat(box.host.files).containsKey(ControllerPaths.KNOWN_HOSTS);
        box.gitHost = HostKeyConfirmation.NOBODY;
        box.host.reconnect();
        assertThat(box.command(Output.SILENT).changed()).isEmpty();
    }

    /** The guard of before may close the way that the next one opens. */
    @Test
    void aBoxWhoseGuardStandsIsAskedAgainOnceTheNewOneDoes() throws ProblemException {
        box.gitHost = (name, key, note) -> HostKeyConfirmation.Answer.ACCEPTED;
        box.command(Output.SILENT);
        box.withGit(
                new BoxConfig.Git(
                        "git@other.example.no:ops/box.git",
                        "HEAD",
                        "",
                        Optional.empty(),
                        Optional.empty()));
        box.controllerHost.gitServerKeys = List.of();
        box.host.reconnect();
        box.supplied = 0;

        refused(ExitCode.REPO_UNREACHABLE, "the box cannot see the Git server's key");

        assertThat(box.supplied).isEqualTo(1);
    }

    @Test
    void whatIsTypedIsTypedFirstAndTurnsUpNowhere() throws Exception {
        box.gitHost = (name, key, note) -> HostKeyConfirmation.Answer.ACCEPTED;
        box.withBackup(Optional.of(toS3()));
        Typist typist = new Typist(CANARY).answering("access");
        TestSurroundings around = new TestSurroundings(files).with(typist);
        Surroundings surroundings = around.surroundings();
        box.person = new TerminalPrompts(surroundings.person());
        String unit = "systemctl start " + BackupFile.TIMER;
        box.host.on(unit, (host, command) -> new CommandOutcome(1, "", "no key " + CANARY + "\n"));

        String log = logOfAFailedRun(surroundings);

        assertThat(typist.questions()).hasSize(2);
        assertThat(box.host.text(BackupFile.CREDENTIALS).orElseThrow()).contains(CANARY);
        assertThat(log + around.out()).contains("no key ***").doesNotContain(CANARY);
        assertThat(box.host.effects()).noneMatch(effect -> effect.contains(CANARY));
    }

    /** Events for programs and the run's log, as the command line writes both. */
    private String logOfAFailedRun(Surroundings around) throws IOException {
        try (RunLog log = RunLog.open(files.resolve("runs"), "r1", around.redactor(), true)) {
            Output output =
                    new JsonOutput(around.out(), around.clock(), around.redactor())
                            .and(new LogOutput());
            assertThatThrownBy(() -> box.command(output))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e ->
                                    output.tell(
                                            new Event.Failed(
                                                    e.exitCode(), e.problems(), Optional.empty())));
            return Files.readString(log.file());
        }
    }

    private static BackupConfig toS3() {
        return new BackupConfig(
                List.of("age1example"),
                new Schedule("daily at 03:30", "", Duration.ofDays(1)),
                new Target.S3(
                        "https://s3.example.no",
                        "kits",
                        "",
                        "no-1",
                        true,
                        Optional.empty(),
                        Optional.empty()),
                new Keep(2, 0, 0, 0),
                Duration.ofDays(2));
    }

    private void refused(ExitCode code, String what) {
        assertThatThrownBy(() -> box.command(Output.SILENT))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(code))
                .hasMessageContaining(what);
    }
}
