package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Keep;
import dev.nordbox.installer.config.BackupConfig.Schedule;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A box that makes kits by itself, and one that no more does. */
class BackupStepTest {
    private static final String SERVICE = SystemdUnit.path(BackupFile.SERVICE);
    private static final String CA =
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    private static final String TIMER = SystemdUnit.path(BackupFile.TIMER);

    @TempDir private Path files;
    private TrialBox box;

    @BeforeEach
    void makeABox() {
        box = TrialBox.in(files);
        box.person = new Typing();
    }

    static Stream<BackupConfig> any() {
        return Stream.of(
                backup(new Target.Directory("/srv/kits")),
                backup(sftp(Optional.empty())),
                backup(s3(Optional.empty(), Optional.empty())),
                backup(new Target.Directory("/mnt/a-disk/kits@box")));
    }

    @ParameterizedTest
    @MethodSource("any")
    void theBoxReadsWhatWasSaidAndASecondRunChangesNothing(BackupConfig backup)
            throws ProblemException {
        box.withBackup(Optional.of(backup)).up();
        box.host.reconnect();

        assertThat(box.up().changed()).isEmpty();
        BackupFile read =
                BackupFile.parse(box.host.text(BackupFile.PATH).orElseThrow(), BackupFile.PATH);
        assertThat(read.box()).isEqualTo("fake");
        assertThat(read.host()).isEqualTo("root@203.0.113.7");
        assertThat(read.backup()).isEqualTo(backup);
        for (String unit : List.of(BackupFile.TIMER, BackupFile.RENEWAL)) {
            assertThat(box.host.units.get(unit))
                    .matches(timer -> timer.isActive() && timer.isEnabled(), unit);
        }
    }

    @Test
    void theUnitsSayWhenAndWhere() throws ProblemException {
        box.withBackup(Optional.of(backup(new Target.Directory("/srv/kits")))).up();

        assertThat(box.host.text(TIMER).orElseThrow())
                .contains("OnCalendar=*-*-* 00/6:00:00\n", "RandomizedDelaySec=1800\n");
        assertThat(box.host.text(SERVICE).orElseThrow())
                .contains(
                        "RequiresMountsFor=/srv/kits\n",
                        "ReadWritePaths=/srv/kits\n",
                        "-jar /opt/nordbox/bootstrap.jar kit backup\n")
                .doesNotContain("${", "<#");
        assertThat(box.host.files.get("/srv/kits").mode()).isEqualTo("0700");
    }

    @Test
    void aNewKeyOfTheControllerWakesATimerAndNothingElse() throws ProblemException {
        box.withBackup(Optional.of(backup(new Target.Directory("/srv/kits")))).up();

        assertThat(box.host.text(SystemdUnit.path(BackupFile.RENEWAL)).orElseThrow())
                .contains(
                        "PathChanged=/var/lib/nordbox/sealing-keys\n",
                        "Unit=nordbox-backup-renewal.timer\n");
        assertThat(box.host.text(SystemdUnit.path(BackupFile.RENEWAL_TIMER)).orElseThrow())
                .contains("OnActiveSec=300s\n", "Unit=nordbox-backup.service\n");
    }

    @Test
    void aDirectoryThatIsThereStaysAsItIs() throws ProblemException {
        box.host.directory("/srv/kits", "0755");

        box.withBackup(Optional.of(backup(new Target.Directory("/srv/kits")))).up();

        assertThat(box.host.files.get("/srv/kits").mode()).isEqualTo("0755");
    }

    @Test
    void theBoxMakesAKeyOfItsOwnForAnotherHost() throws ProblemException {
        box.withBackup(Optional.of(backup(sftp(Optional.empty())))).up();

        FakeHost.Node key = box.host.files.get(BackupFile.KEY);
        assertThat(key.mode() + " " + key.owner()).isEqualTo("0600 root:root");
        assertThat(box.host.text(SERVICE).orElseThrow()).doesNotContain("RequiresMountsFor");
    }

    @Test
    void aBroughtKeyTakesItsPlace() throws Exception {
        box.withBackup(Optional.of(backup(sftp(Optional.empty())))).up();
        Path key = Files.writeString(files.resolve("key"), "brought");
        box.withBackup(Optional.of(backup(sftp(Optional.of(key.toString())))));

        assertThat(box.up().changed()).extracting(StepResult::id).containsExactly("backup");

        assertThat(box.host.text(BackupFile.KEY)).hasValue("brought");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void aKeyFileThatIsNotThereIsToldBeforeAnythingHappens() {
        box.withBackup(Optional.of(backup(sftp(Optional.of("/nowhere/key")))));

        assertThatThrownBy(box::plan)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID))
                .hasMessageContaining("the backup key cannot be read");
    }

    @Test
    void credentialsThatNoFileHasAreAskedForOnce() throws Exception {
        box.withBackup(Optional.of(backup(s3(Optional.empty(), Optional.empty())))).up();

        FakeHost.Node file = box.host.files.get(BackupFile.CREDENTIALS);
        assertThat(file.mode() + " " + file.owner()).isEqualTo("0600 root:root");
        assertThat(box.host.text(BackupFile.CREDENTIALS).orElseThrow())
                .contains("aws_access_key_id = typed-access", "= typed-secret");
        assertThat(box.host.text(BackupFile.PATH).orElseThrow()).doesNotContain("typed-");
        box.person = LoginPrompts.NOBODY;
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void withNobodyToAskMissingCredentialsAreToldBeforeAnythingHappens() {
        box.person = LoginPrompts.NOBODY;
        box.withBackup(Optional.of(backup(s3(Optional.empty(), Optional.empty()))));

        assertThatThrownBy(box::plan)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID))
                .hasMessageContaining("the box has no credentials for its store");
    }

    @Test
    void credentialsAndACaComeFromFilesAndNewOnesReplaceThem() throws Exception {
        Path ca = Files.writeString(files.resolve("ca.pem"), CA);
        Path said = Files.writeString(files.resolve("s3"), credentials("first"));
        Optional<BackupConfig> backup =
                Optional.of(backup(s3(Optional.of(ca.toString()), Optional.of(said.toString()))));
        box.withBackup(backup).up();
        assertThat(box.host.text(BackupFile.CA)).hasValue(CA);
        assertThat(box.host.text(BackupFile.PATH).orElseThrow())
                .contains("ca: \"" + BackupFile.CA + "\"");
        assertThat(box.plan().changed()).isEmpty();

        Files.writeString(said, credentials("second"));
        assertThat(box.up().changed()).extracting(StepResult::id).containsExactly("backup");

        assertThat(box.host.text(BackupFile.CREDENTIALS).orElseThrow()).contains("second");
        assertThat(box.host.effects()).noneMatch(effect -> effect.contains("second"));
    }

    @Test
    void filesThatCannotServeAreToldAndNotRepeated() throws Exception {
        Path half = Files.writeString(files.resolve("half"), "aws_access_key_id = c4n4ry\n");
        refusesFiles(Optional.empty(), half, "has no aws_secret_access_key");
        Path whole = Files.writeString(files.resolve("s3"), credentials("c4n4ry"));
        refusesFiles(Optional.of("/nowhere/ca"), whole, "the CA cannot be read");
        Path key = Files.writeString(files.resolve("key"), "-----BEGIN PRIVATE KEY-----c4n4ry");
        refusesFiles(Optional.of(key.toString()), whole, "not a file of certificates alone");
    }

    private void refusesFiles(Optional<String> ca, Path credentials, String why) {
        box.withBackup(Optional.of(backup(s3(ca, Optional.of(credentials.toString())))));

        assertThatThrownBy(box::plan)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID);
                            assertThat(e.getMessage()).contains(why).doesNotContain("c4n4ry");
                        });
    }

    @Test
    void credentialsGoWhenKitsGoElsewhere() throws ProblemException {
        box.withBackup(Optional.of(backup(s3(Optional.empty(), Optional.empty())))).up();

        box.withBackup(Optional.of(backup(new Target.Directory("/srv/kits")))).up();

        assertThat(box.host.files.keySet()).doesNotContain(BackupFile.CREDENTIALS);
        assertThat(box.plan().changed()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("any")
    void withoutTheSectionAllOfItGoesAndTheKitsStay(BackupConfig backup) throws ProblemException {
        TrialBox plain = TrialBox.in(files);
        plain.up();
        box.withBackup(Optional.of(backup)).up();
        box.host.put("/srv/kits/old.kit", "kit".getBytes(), "0600", "root:root");

        box.withBackup(Optional.empty());

        assertThat(box.up().changed()).extracting(StepResult::id).containsExactly("backup");
        assertThat(box.plan().changed()).isEmpty();
        assertThat(box.host.files.keySet())
                .contains("/srv/kits/old.kit")
                .noneMatch(path -> path.contains("nordbox-backup"))
                .doesNotContain(BackupFile.PATH, BackupFile.CA);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aControllerThatHoldsGoesOnBeforeNobodyIsLeftToLetIt(boolean down) throws ProblemException {
        box.withBackup(Optional.of(backup(sftp(Optional.empty())))).up();
        box.host.reconnect();
        if (down) {
            box.down(RemovalSteps.Data.KEEP);
        } else {
            box.withBackup(Optional.empty()).up();
        }

        List<String> effects = box.host.effects();
        int goesOn = first(effects, "hold the controller");
        assertThat(goesOn)
                .isGreaterThan(first(effects, "disable --quiet --now " + BackupFile.SERVICE))
                .isLessThan(
                        first(
                                effects,
                                "rm -rf --one-file-system -- "
                                        + SystemdUnit.path(BackupFile.RENEWAL)));
        assertThat(first(effects, "reset-failed " + BackupFile.SERVICE)).isGreaterThan(goesOn);
    }

    @Test
    void aControllerThatMayHoldStillKeepsTheKitsButNoDown() throws ProblemException {
        box.withBackup(Optional.of(backup(sftp(Optional.empty())))).up();
        box.host.on("hold the controller", (h, c) -> new CommandOutcome(1, "", "no API"));

        box.withBackup(Optional.empty());
        assertThatThrownBy(box::up).hasMessageContaining("hold the controller");
        assertThat(box.host.files).containsKey(SERVICE);

        box.down(RemovalSteps.Data.KEEP);
        assertThat(box.host.files).doesNotContainKey(SERVICE);
    }

    private static int first(List<String> effects, String part) {
        for (int i = 0; i < effects.size(); i++) {
            if (effects.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError(part + " is not among " + effects);
    }

    @Test
    void downTakesItAwayAndKeepsTheKeyWithTheData() throws ProblemException {
        box.withBackup(Optional.of(backup(sftp(Optional.empty())))).up();

        box.down(RemovalSteps.Data.KEEP);

        assertThat(box.host.files.keySet())
                .contains(BackupFile.KEY)
                .doesNotContain(BackupFile.PATH, SERVICE, TIMER);
        assertThat(box.host.effects().stream().filter(e -> e.contains("--now")).findFirst())
                .hasValue("systemctl disable --quiet --now " + BackupFile.RENEWAL);

        box.down(RemovalSteps.Data.DELETE);

        assertThat(box.host.files.keySet()).noneMatch(path -> path.contains("nordbox-backup"));
    }

    @Test
    void killedAnywhereAndRunAgainEndsTheSame() throws ProblemException {
        Optional<BackupConfig> backup = Optional.of(backup(sftp(Optional.empty())));
        box.up();
        box.host.reconnect();
        box.withBackup(backup).up();
        int all = box.host.effects().size();
        assertThat(all).isGreaterThan(6);

        for (int count = 0; count < all; count++) {
            TrialBox killed = TrialBox.in(files);
            killed.up();
            killed.host.reconnect().killAfter(count);
            killed.withBackup(backup);
            assertThatThrownBy(killed::up).isInstanceOf(FakeHost.Killed.class);
            killed.host.reconnect();
            killed.up();
            assertThat(killed.host.state())
                    .as("killed after %d effects", count)
                    .isEqualTo(box.host.state());
        }
    }

    private static String credentials(String name) {
        return "[default]\naws_access_key_id = %1$s\naws_secret_access_key = %1$s-secret\n"
                .formatted(name);
    }

    private static Target.S3 s3(Optional<String> ca, Optional<String> credentials) {
        return new Target.S3(
                "https://s3.example.no:9000", "kits", "boxes/prod", "no-1", true, ca, credentials);
    }

    /** A person who answers what is asked for. */
    private static final class Typing implements LoginPrompts {
        @Override
        public boolean somebody() {
            return true;
        }

        @Override
        public Optional<char[]> passphrase(Path file, int attempt) {
            return Optional.empty();
        }

        @Override
        public Optional<char[]> secret(String question) {
            return Optional.of("typed-secret".toCharArray());
        }

        @Override
        public Optional<String> answer(String question) {
            return Optional.of("typed-access");
        }

        @Override
        public void tell(String line) {}
    }

    private static Target.Sftp sftp(Optional<String> key) {
        return new Target.Sftp(
                "store.example.no", 23, "kits", "boxes/prod", "SHA256:" + "a".repeat(43), key);
    }

    private static BackupConfig backup(Target target) {
        return new BackupConfig(
                List.of("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"),
                new Schedule("every 6h", "*-*-* 00/6:00:00", Duration.ofHours(6)),
                target,
                new Keep(3, 7, 4, 6),
                Duration.ofHours(36));
    }
}
