package dev.nordbox.installer.config;

import static dev.nordbox.installer.config.BoxYaml.HEADER;
import static dev.nordbox.installer.config.BoxYaml.HOST_AND_REPO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.installer.age.HybridIdentity;
import dev.nordbox.installer.config.BackupConfig.Keep;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code backup} of nordbox.yaml may say. */
class BackupSectionTest {
    private static final String AGE =
            "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    private static final String SSH =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHE7vC0m5DDTlEqzDbSTi0UfPrsLkSUQPQ0PDtLuxQsq me";
    private static final String SECRET =
            "AGE-SECRET-KEY-1QYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQS3290GW";

    @TempDir private Path folder;
    private BoxConfigReader reader;

    @BeforeEach
    void readerWithAHome() {
        reader = new BoxConfigReader(folder.resolve("home"));
    }

    @Test
    void whatNobodySaysHasItsUsualValue() throws Exception {
        String text =
                HEADER
                        + """
                        backup:
                          recipients: [%s]
                          target: {directory: /srv/kits}
                        """
                                .formatted(AGE);

        BackupConfig backup = read(text);

        assertThat(backup.recipients()).containsExactly(AGE);
        assertThat(backup.schedule().text()).isEqualTo("daily at 03:30");
        assertThat(backup.target()).isEqualTo(new Target.Directory("/srv/kits"));
        assertThat(backup.keep()).isEqualTo(new Keep(3, 7, 4, 6));
        assertThat(backup.staleAfter()).isEqualTo(Duration.ofHours(48));
    }

    @Test
    void everythingCanBeSaid() throws Exception {
        BackupConfig backup =
                read(
                        HEADER
                                + """
                                backup:
                                  recipients: ["%s", %s]
                                  schedule: every 6h
                                  target:
                                    sftp:
                                      host: 2001:db8::9
                                      port: 2222
                                      user: kits
                                      path: boxes/prod
                                      hostKey: SHA256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                                      key: store_key
                                  keep: {last: 10, daily: 0, weekly: 1, monthly: 24}
                                  staleAfter: 1d
                                """
                                        .formatted(SSH, AGE));

        assertThat(backup.recipients()).containsExactly(SSH, AGE);
        assertThat(backup.schedule().calendar()).isEqualTo("*-*-* 00/6:00:00");
        assertThat(backup.schedule().interval()).isEqualTo(Duration.ofHours(6));
        Target.Sftp sftp = (Target.Sftp) backup.target();
        assertThat(sftp.login()).isEqualTo("kits@[2001:db8::9]:2222");
        assertThat(sftp.name()).isEqualTo("sftp://kits@[2001:db8::9]:2222/~/boxes/prod");
        assertThat(sftp.key()).hasValue(folder.resolve("store_key").toString());
        assertThat(backup.keep()).isEqualTo(new Keep(10, 0, 1, 24));
        assertThat(backup.staleAfter()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aBucketNeedsNoMoreThanItsNameAndWhereItIs() throws Exception {
        BackupConfig backup = s3("{endpoint: 'https://s3.example.no', bucket: kits}");

        assertThat(backup.target())
                .isEqualTo(
                        new Target.S3(
                                "https://s3.example.no",
                                "kits",
                                "",
                                "us-east-1",
                                true,
                                Optional.empty(),
                                Optional.empty()));
        assertThat(backup.target().name()).isEqualTo("s3://kits at https://s3.example.no");
        assertThat(backup.target().server()).hasValue(new Target.Server("s3.example.no", 443));
    }

    @Test
    void allOfABucketCanBeSaid() throws Exception {
        BackupConfig backup =
                s3(
                        "{endpoint: 'https://s3.example.no:9000', bucket: kits, prefix: boxes/prod-1,"
                                + " region: no-1, pathStyle: false, ca: ca.pem, credentials: ~/s3}");

        assertThat(backup.target())
                .isEqualTo(
                        new Target.S3(
                                "https://s3.example.no:9000",
                                "kits",
                                "boxes/prod-1",
                                "no-1",
                                false,
                                Optional.of(folder.resolve("ca.pem").toString()),
                                Optional.of(folder.resolve("home/s3").toString())));
        assertThat(backup.target().server())
                .hasValue(new Target.Server("kits.s3.example.no", 9000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bucket: kits | no `backup.target.s3.endpoint`",
                "endpoint: 'https://s3.example.no' | no `backup.target.s3.bucket`",
                "endpoint: 'http://s3.example.no', bucket: kits | is not an endpoint of S3",
                "endpoint: 'https://s3.example.no/kits', bucket: kits | is not an endpoint of S3",
                "endpoint: 'https://s3.example.no', bucket: My_Kits | is not a bucket",
                "endpoint: 'https://s3.example.no', bucket: kits, prefix: /x/ | is not a prefix",
                "endpoint: 'https://s3.example.no', bucket: kits, prefix: a/../b | is not a prefix",
                "endpoint: 'https://s3.example.no', bucket: kits, region: 'a b' | is not a region",
                "endpoint: 'https://s.example', bucket: my.kits, pathStyle: false | with dots",
                "endpoint: 'https://s.example', bucket: kits, secretKey: x | unknown key"
            })
    void aBucketThatCannotWorkIsRefused(String keys, String why) throws IOException {
        assertThat(
                        refused(
                                        "backup: {recipients: [%s], target: {s3: {%s}}}\n"
                                                .formatted(AGE, keys))
                                .getMessage())
                .contains(why);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws IOException {
        ProblemException thrown =
                refused(
                        """
                        backup:
                          recipients: [age1nonsense]
                          schedule: hourly
                          target:
                            directory: /srv/kits
                            sftp: {host: "a b", usr: kits, path: ../x, hostKey: sha1}
                          keep: {last: 0, yearly: 1}
                          staleAfter: soon
                        """);

        assertThat(thrown.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID);
        assertThat(thrown.problems())
                .extracting(Problem::what)
                .anyMatch(what -> what.contains("recipients[0]"))
                .anyMatch(what -> what.contains("\"hourly\" is not a schedule"))
                .anyMatch(what -> what.contains("is one of directory, sftp, s3; here are 2"))
                .anyMatch(what -> what.contains("`backup.keep.last` is 0"))
                .anyMatch(what -> what.contains("unknown key `backup.keep.yearly`"))
                .anyMatch(what -> what.contains("\"soon\" is not a length of time"));
    }

    @Test
    void aStoreOnAnotherHostNeedsAPinnedKeyAndALogin() throws IOException {
        assertThat(
                        refused(
                                        """
                                        backup:
                                          recipients: [%s]
                                          target: {sftp: {host: a b, usr: kits, path: ../x}}
                                        """
                                                .formatted(AGE))
                                .problems())
                .extracting(Problem::what)
                .anyMatch(what -> what.equals("no `backup.target.sftp.hostKey`"))
                .anyMatch(what -> what.equals("no `backup.target.sftp.user`"))
                .anyMatch(what -> what.contains("\"a b\" is not a host name"))
                .anyMatch(what -> what.contains("unknown key `backup.target.sftp.usr`"))
                .anyMatch(what -> what.contains("\"../x\" is not a directory there"));
    }

    @Test
    void aPostQuantumRecipientStandsAmongItsLike() throws IOException {
        String recipient = HybridIdentity.make(new SecureRandom()).recipient().toString();

        assertThat(
                        refused(
                                        "backup: {recipients: [%s, %s], target: {directory: /srv/kits}}\n"
                                                .formatted(AGE, recipient))
                                .problems())
                .extracting(Problem::what)
                .singleElement()
                .asString()
                .contains("`backup.recipients` has post-quantum recipients")
                .doesNotContain(recipient);
    }

    @Test
    void aPrivateKeyIsRefusedAndNotRepeated() throws IOException {
        ProblemException thrown =
                refused(
                        "backup: {recipients: [%s], target: {directory: /srv/kits}}\n"
                                .formatted(SECRET));

        assertThat(thrown.getMessage()).contains("is a private key").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "'{recipients: [], target: {directory: /srv/kits}}', no `backup.recipients`",
        "'{target: {directory: /srv/kits}}', no `backup.recipients`",
        "'{recipients: [R]}', here are 0",
        "'{recipients: [R], target: {directory: kits}}', is not a directory for kits",
        "'{recipients: [R], target: {directory: /srv/../etc}}', is not a directory for kits",
        "'{recipients: [R], target: {directory: /tmp/kits}}', is not a directory for kits",
        "'{recipients: [R], schedule: every 5h, target: {directory: /s}}', is not a schedule",
        "'{recipients: [R], schedule: daily at 24:00, target: {directory: /s}}', is not a schedule",
        "'{recipients: [R], staleAfter: 12h, target: {directory: /s}}', shorter than the time",
        "true, `backup` is one value"
    })
    void whatCannotWorkIsRefused(String section, String why) throws IOException {
        assertThat(refused("backup: " + section.replace("R]", AGE + "]") + "\n").getMessage())
                .contains(why);
    }

    @Test
    void aBoxThatComesBackFromAKitNeedsNoKeyFileOfThatTime() throws Exception {
        String text =
                HEADER
                        + """
                        backup:
                          recipients: [%s]
                          target:
                            sftp: {host: s.example.no, user: k, path: p, key: k, hostKey: SHA256:%s}
                        """
                                .formatted(AGE, "a".repeat(43));

        BoxConfig config =
                reader.after(new Earlier(Optional.of(text), "the kit", new Flags()))
                        .read(Optional.empty(), HOST_AND_REPO);

        BackupConfig backup = config.backup().orElseThrow();
        assertThat(((Target.Sftp) backup.target()).key()).isEmpty();
    }

    @Test
    void aBoxThatComesBackFromAKitNeedsNoFilesOfItsBucketOfThatTime() throws Exception {
        String text =
                HEADER
                        + """
                        backup:
                          recipients: [%s]
                          target:
                            s3: {endpoint: https://s.example.no, bucket: kits, ca: c, credentials: d}
                        """
                                .formatted(AGE);

        BoxConfig config =
                reader.after(new Earlier(Optional.of(text), "the kit", new Flags()))
                        .read(Optional.empty(), HOST_AND_REPO);

        Target.S3 bucket = (Target.S3) config.backup().orElseThrow().target();
        assertThat(bucket.ca()).isEmpty();
        assertThat(bucket.credentials()).isEmpty();
    }

    private BackupConfig s3(String keys) throws Exception {
        return read(HEADER + "backup: {recipients: [%s], target: {s3: %s}}\n".formatted(AGE, keys));
    }

    private BackupConfig read(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("nordbox.yaml"), text);
        return reader.read(Optional.of(file), HOST_AND_REPO).backup().orElseThrow();
    }

    private ProblemException refused(String section) throws IOException {
        Path file = Files.writeString(folder.resolve("nordbox.yaml"), HEADER + section);
        return catchThrowableOfType(
                ProblemException.class, () -> reader.read(Optional.of(file), HOST_AND_REPO));
    }
}
