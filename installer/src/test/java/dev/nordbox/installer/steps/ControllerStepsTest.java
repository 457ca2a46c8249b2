package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.config.ClusterAccess;
import dev.nordbox.appliance.config.ConfigInvalid;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.config.ControllerConfigReader;
import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerStepsTest {
    private static final String FINGERPRINT = "SHA256:WQ+gHzmsVwpzWrkaHy3rxJR8J0K0/xxFQ0mNM9qIcNo";
    private static final String URL = "git@git.example.no:ops/box.git";

    @TempDir private Path files;
    private TrialBox box;

    @BeforeEach
    void makeABox() {
        box = TrialBox.in(files);
    }

    @Test
    void theControllerReadsTheConfigurationAsItWasMeant() throws ProblemException, ConfigInvalid {
        box.withGit(
                new BoxConfig.Git(
                        URL, "main", "apps/prod", Optional.of(TrialBox.GIT_KEY), Optional.empty()));

        box.up();

        String text = box.host.text(ControllerPaths.CONFIGURATION).orElseThrow();
        ControllerConfig read = ControllerConfigReader.parse(text, "controller.yaml");
        assertThat(read.repo().url().host()).isEqualTo("git.example.no");
        assertThat(read.repo().targetRevision()).isEqualTo("main");
        assertThat(read.repo().path()).isEqualTo("apps/prod");
        assertThat(read.repo().identityFile()).contains(Path.of(ControllerPaths.DEPLOY_KEY));
        assertThat(read.repo().knownHosts()).contains(Path.of(ControllerPaths.KNOWN_HOSTS));
        assertThat(read.clusters())
                .containsExactly(ClusterAccess.only(Path.of(ControllerPaths.KUBECONFIG)));
        assertThat(read.stateDir()).isEqualTo(Path.of(ControllerPaths.STATE));
        assertThat(read.socket()).contains(Path.of(ControllerPaths.SOCKET));
    }

    @Test
    void nothingWritesDownTheControllersMemoryWhenItFails() throws ProblemException {
        box.up();

        String unit = box.host.text("/etc/systemd/system/nordbox.service").orElseThrow();
        assertThat(unit.lines().filter(line -> line.startsWith("LimitCORE=")))
                .containsExactly("LimitCORE=0");
        assertThat(unit)
                .contains("-XX:+ExitOnOutOfMemoryError ")
                .doesNotContain("HeapDump", "OnError=", "OnOutOfMemoryError=", "CrashOnOutOf");
    }

    @Test
    void anotherBranchRestartsTheControllerAndNothingElse() throws ProblemException {
        box.up();
        box.withGit(
                new BoxConfig.Git(
                        URL, "next", "", Optional.of(TrialBox.GIT_KEY), Optional.empty()));

        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .containsExactly("controller", "controller-start");
        assertThat(box.cluster.restarts).hasSize(1);
    }

    @Test
    void aKeySpelledOutIsPinnedWithoutLooking() throws ProblemException {
        box.up();

        assertThat(box.host.text(ControllerPaths.KNOWN_HOSTS))
                .hasValue("git.example.no " + TrialBox.GIT_KEY + "\n");
        assertThat(box.host.effects()).noneMatch(effect -> effect.startsWith("ssh-keyscan"));
    }

    @Test
    void aFingerprintIsHeldAgainstWhatTheBoxSees() throws ProblemException {
        String fingerprint = fingerprintOfTheKey();
        box.controllerHost.gitServerKeys =
                List.of(
                        "git.example.no ssh-rsa AAAAB3NzaC1yc2E=",
                        "git.example.no " + TrialBox.GIT_KEY);
        box.withGit(pinnedTo(fingerprint));

        box.up();

        assertThat(box.host.text(ControllerPaths.KNOWN_HOSTS))
                .hasValue("git.example.no " + TrialBox.GIT_KEY + "\n");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void aServerWithAnotherKeyIsRefusedAndNothingPinned() {
        box.controllerHost.gitServerKeys = List.of("git.example.no " + TrialBox.GIT_KEY);
        box.withGit(pinnedTo(FINGERPRINT));

        refused(
                ExitCode.LOGIN_REFUSED,
                "shows no key of the fingerprint that was named, " + FINGERPRINT);
        assertThat(box.host.files).doesNotContainKey(ControllerPaths.KNOWN_HOSTS);
    }

    @Test
    void aKeyThatNobodyNamedNeedsAPerson() throws ProblemException {
        box.controllerHost.gitServerKeys = List.of("git.example.no " + TrialBox.GIT_KEY);
        box.withGit(new BoxConfig.Git(URL, "HEAD", "", Optional.empty(), Optional.empty()));

        refused(ExitCode.LOGIN_REFUSED, "nobody is there to confirm it");

        box.host.reconnect();
        box.gitHost = (name, key, note) -> HostKeyConfirmation.Answer.DECLINED;
        refused(ExitCode.LOGIN_REFUSED, "it was declined");

        box.host.reconnect();
        box.gitHost = (name, key, note) -> HostKeyConfirmation.Answer.ACCEPTED;
        box.up();
        assertThat(box.host.files).containsKey(ControllerPaths.KNOWN_HOSTS);
    }

    @Test
    void aPastedFingerprintIsLookedForAmongTheKeysOfTheGitServer() throws ProblemException {
        String second = "ecdsa-sha2-nistp256 AAAAE2VjZHNh";
        box.controllerHost.gitServerKeys =
                List.of("git.example.no " + TrialBox.GIT_KEY, "git.example.no " + second);
        box.withGit(new BoxConfig.Git(URL, "HEAD", "", Optional.empty(), Optional.empty()));

        box.gitHost = (name, key, note) -> HostKeyConfirmation.Answer.another(FINGERPRINT);
        refused(ExitCode.LOGIN_REFUSED, "no key of the fingerprint that was named, " + FINGERPRINT);

        box.host.reconnect();
        String named = HostKey.parse(second).orElseThrow().fingerprint();
        box.gitHost = (name, key, note) -> HostKeyConfirmation.Answer.another(named);
        box.up();
        assertThat(box.host.text(ControllerPaths.KNOWN_HOSTS))
                .hasValue("git.example.no " + second + "\n");
    }

    @Test
    void aGitServerThatDoesNotAnswerIsUnreachable() {
        box.withGit(pinnedTo(FINGERPRINT));

        refused(ExitCode.REPO_UNREACHABLE, "connect to host git.example.no: timed out");
    }

    @Test
    void aDeployKeyThatIsBroughtStandsInPlaceOfOneMadeHere() throws Exception {
        Path key = Files.writeString(files.resolve("key"), "brought");
        box.withGit(
                new BoxConfig.Git(
                        URL,
                        "HEAD",
                        "",
                        Optional.of(TrialBox.GIT_KEY),
                        Optional.of(key.toString())));

        box.up();

        assertThat(box.host.text(ControllerPaths.DEPLOY_KEY)).hasValue("brought");
        assertThat(box.host.files.get(ControllerPaths.DEPLOY_KEY).mode()).isEqualTo("0600");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void theDeployKeyIsShownBeforeAllThatTakesLong() throws ProblemException {
        List<Event> told = new ArrayList<>();
        box.command(told::add);

        assertThat(told)
                .filteredOn(
                        event ->
                                event instanceof Event.Noted
                                        || event.equals(new Event.PhaseStarted("k3s-binary")))
                .first()
                .extracting(event -> ((Event.Noted) event).text())
                .asString()
                .endsWith("ssh-ed25519 AAAA");
        told.clear();
        box.host.reconnect();
        box.command(told::add);
        assertThat(told).noneMatch(Event.Noted.class::isInstance);
    }

    @Test
    void theDeployKeyIsShownAgainAsLongAsNoControllerHasStarted() throws ProblemException {
        box.up();
        box.host.reconnect();
        box.host.units.remove(ControllerPaths.UNIT);
        box.host.asks(
                GiveDeployKey.READ.label(),
                (host, command) -> {
                    assertThat(command.words()).startsWith("runuser", "-u", "nordbox");
                    return new CommandOutcome(
                            0, host.text(command.words().get(5)).orElseThrow(), "");
                });
        List<Event> told = new ArrayList<>();

        box.command(told::add);

        assertThat(told)
                .filteredOn(Event.Noted.class::isInstance)
                .first()
                .extracting(event -> ((Event.Noted) event).text())
                .asString()
                .endsWith("ssh-ed25519 AAAA");
    }

    @Test
    void aDeployKeyWithAPassphraseIsRefusedAndTheOldOneStays() throws Exception {
        box.up();
        box.host.reconnect();
        Path key = Files.writeString(files.resolve("key"), "locked");
        box.controllerHost.badDeployKey = Optional.of("the deploy key has a passphrase");
        box.withGit(
                new BoxConfig.Git(
                        URL,
                        "HEAD",
                        "",
                        Optional.of(TrialBox.GIT_KEY),
                        Optional.of(key.toString())));

        refused(ExitCode.STEP_FAILED, "has a passphrase");
        assertThat(box.host.text(ControllerPaths.DEPLOY_KEY)).hasValue("private");
        assertThat(box.host.text(GiveDeployKey.PUBLIC_KEY)).hasValue("ssh-ed25519 AAAA");
        assertThat(box.host.files).doesNotContainKey(GiveDeployKey.CANDIDATE);
    }

    @Test
    void theHostsOwnJavaIsUsedWhenItIsNewEnough() throws ProblemException {
        box.host.machine.java.put("/usr/lib/jvm/java-11/bin/java", "11.0.2");
        box.host.machine.java.put("/usr/lib/jvm/java-21/bin/java", "21.0.4");

        box.up();

        assertThat(unit()).contains("ExecStart=/usr/lib/jvm/java-21/bin/java ");
        assertThat(box.host.effects()).doesNotContain("install the distribution's Java");
    }

    @Test
    void aRuntimeThatIsBroughtGoesBeforeTheHostsOwnAlsoWhenItIsNotNamedAgain()
            throws ProblemException {
        box.host.machine.java.put("/usr/lib/jvm/java-25/bin/java", "25.0.1");
        Artifacts plain = box.spec.artifacts();
        box.withArtifacts(
                new Artifacts(
                        plain.k3s(),
                        plain.images(),
                        Optional.of(TrialBox.file(files, "jre.tar.gz", "runtime")),
                        plain.bootstrapJar(),
                        List.of()));

        box.up();

        assertThat(unit()).contains("ExecStart=/opt/nordbox/jre/bin/java ");
        assertThat(box.plan().changed()).isEmpty();
        box.withArtifacts(plain);
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void withoutAMirrorThereIsAWayOut() {
        box.controllerHost.mirrorFails = Optional.of("E: Failed to fetch, could not resolve");

        refused(ExitCode.ARTIFACT_INVALID, "could not resolve");
    }

    @Test
    void theUnitConfinesTheController() throws ProblemException {
        box.up();

        assertThat(unit())
                .contains(
                        "User=nordbox",
                        "NoNewPrivileges=yes",
                        "ProtectSystem=strict",
                        "CapabilityBoundingSet=\n",
                        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
                        "SystemCallFilter=@system-service",
                        "MemoryMax=",
                        "RuntimeDirectory=nordbox",
                        "-XX:+UseSerialGC");
    }

    private String unit() {
        return box.host.text(SystemdUnit.path(ControllerPaths.UNIT)).orElseThrow();
    }

    private static BoxConfig.Git pinnedTo(String fingerprint) {
        return new BoxConfig.Git(URL, "HEAD", "", Optional.of(fingerprint), Optional.empty());
    }

    private static String fingerprintOfTheKey() {
        byte[] blob = Base64.getDecoder().decode(TrialBox.GIT_KEY.split(" ")[1]);
        return new HostKey("ssh-ed25519", blob).fingerprint();
    }

    private void refused(ExitCode code, String what) {
        assertThatThrownBy(box::up)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(code))
                .hasMessageContaining(what);
    }
}
