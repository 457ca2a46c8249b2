package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.control.KeySecret;
import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.secret.TestKeys;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCommandTest {
    private static final String SECRET =
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: db, namespace: shop}
            stringData: {password: c4n4ry-55}
            """;

    @TempDir Path folder;
    private TestSurroundings around;

    @BeforeEach
    void surroundings() {
        around = new TestSurroundings(folder);
    }

    @Test
    void aPipeSealsAndABackupUnsealsInPlaceOfKubeseal() throws Exception {
        Path certificate = write("cert.pem", TestKeys.NEW.certificate().pem());
        Path backup = write("backup.yaml", backup(TestKeys.OLD, TestKeys.NEW));

        assertThat(run(SECRET, "seal", "--cert", certificate.toString())).isZero();
        String sealed = around.out();
        assertThat(sealed).startsWith("---\napiVersion: bitnami.com/v1alpha1");
        assertThat(sealed).doesNotContain("c4n4ry-55");

        around = new TestSurroundings(folder);
        assertThat(run(sealed, "unseal", "--offline", "--key", backup.toString())).isZero();
        assertThat(around.out()).contains("password: YzRuNHJ5LTU1");
        assertThat(around.err()).doesNotContain("c4n4ry", "YzRuNHJ5");
    }

    @Test
    void whatIsUnsealedIntoAFileIsNobodyElsesToRead() throws Exception {
        Path certificate = write("cert.pem", TestKeys.NEW.certificate().pem());
        Path backup = write("backup.yaml", backup(TestKeys.NEW));
        run(SECRET, "seal", "--cert", certificate.toString());
        Path file = folder.resolve("clear.yaml");

        String[] unseal = {"unseal", "--offline", "--key", backup.toString(), "-w", "" + file};
        assertThat(run(around.out(), unseal)).isZero();

        assertThat(file).content().contains("YzRuNHJ5LTU1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theCertificateCanBeNamedByTheEnvironmentAsForKubeseal() throws Exception {
        Path certificate = write("cert.pem", TestKeys.NEW.certificate().pem());
        around.with("SEALED_SECRETS_CERT", certificate.toString());

        assertThat(run(SECRET, "seal", "-o", "json")).isZero();
        assertThat(around.out()).startsWith("{\"apiVersion\":\"bitnami.com/v1alpha1\"");
    }

    @Test
    void aUrlIsNotFetchedAndWhatToDoIsSaid() {
        String url = "https://sealed.example.org/v1/cert.pem?of=$(id)";
        String[] told = {
            url + ": a URL is not fetched",
            "fetch it, look at what came, and name that file: `curl -fo sealing.pem '"
                    + url
                    + "'`, then --cert sealing.pem"
        };

        assertThat(run(SECRET, "seal", "--cert", url)).isEqualTo(26);
        assertThat(around.err()).contains(told);

        around = new TestSurroundings(folder).with("SEALED_SECRETS_CERT", url);
        assertThat(run(SECRET, "seal")).isEqualTo(26);
        assertThat(around.err()).contains(told);
    }

    @Test
    void recoveryTakesAPrivateKeyWithoutItsCertificate() throws Exception {
        Path certificate = write("cert.pem", TestKeys.OLD.certificate().pem());
        run(SECRET, "seal", "--cert", certificate.toString());
        String sealed = around.out();
        Map<String, Object> whole = KeySecret.of(TestKeys.OLD, "a").content();
        String key = Fields.text(whole, "data", "tls.key").orElseThrow();
        String other =
                Fields.text(KeySecret.of(TestKeys.NEW, "b").content(), "data", "tls.crt")
                        .orElseThrow();
        String head = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {tls.key: " + key;
        List<String> files =
                List.of(
                        head + "}\n",
                        head + ", tls.crt: " + other + "}\n",
                        TestKeys.OLD.privatePem(),
                        TestKeys.OLD.privatePem() + TestKeys.NEW.certificate().pem());

        for (String file : files) {
            Path keys = write("keys", file);
            around = new TestSurroundings(folder);
            assertThat(run(sealed, "unseal", "--offline", "--key", keys.toString()))
                    .as(around.err())
                    .isZero();
            assertThat(around.out()).contains("password: YzRuNHJ5LTU1");
        }
        // What seals needs the certificate: when it begins says which key does.
        write("keys", files.get(0));
        assertThat(run(SECRET, "seal", "--key", folder + "/keys")).isEqualTo(26);
        assertThat(around.err()).contains("it has no data.tls.crt");
    }

    @Test
    void keysShowsWhichKeySealedWhatAndItsAgeAndVerifyWhatDoesNotUnseal() throws Exception {
        Path keys = write("backup.yaml", backup(TestKeys.OLD, TestKeys.NEW));
        Path certificate = write("old.pem", TestKeys.OLD.certificate().pem());
        Path file = folder.resolve("db.yaml");
        run(SECRET, "seal", "--cert", certificate.toString(), "-w", file.toString());

        around = new TestSurroundings(folder);
        assertThat(run("", "keys", "--key", keys.toString(), file.toString())).isZero();
        assertThat(around.out())
                .contains(TestKeys.NEW.fingerprint() + "  2026-11-01T00:00:00Z  22 days  seals")
                .contains(TestKeys.OLD.fingerprint() + "  2026-09-01T00:00:00Z  83 days  unseals")
                .contains("shop/db\n  password  " + TestKeys.OLD.fingerprint());

        Files.writeString(file, Files.readString(file).replaceFirst("name: db", "name: moved"));
        around = new TestSurroundings(folder);
        assertThat(run("", "verify", "--key", keys.toString(), file.toString())).isEqualTo(26);
        assertThat(around.err())
                .contains("password does not unseal: sealed for another namespace or name");
    }

    @Test
    void aKeyThatIsOutOfUseUnsealsAndNeverSeals() throws Exception {
        Path keys =
                write(
                        "backup.yaml",
                        backup(TestKeys.OLD) + "\n---\n" + compromised(backup(TestKeys.NEW)));
        Path certificate = write("new.pem", TestKeys.NEW.certificate().pem());
        Path file = folder.resolve("db.yaml");
        run(SECRET, "seal", "--cert", certificate.toString(), "-w", file.toString());

        assertThat(run("", "keys", "--key", keys.toString(), file.toString())).isZero();
        assertThat(around.out())
                .contains(TestKeys.OLD.fingerprint() + "  2026-09-01T00:00:00Z  83 days  seals")
                .contains(TestKeys.NEW.fingerprint() + "  2026-11-01T00:00:00Z  22 days  unseals")
                .contains("shop/db\n  password  " + TestKeys.NEW.fingerprint());
        assertThat(run("", "reseal", "--key", keys.toString(), file.toString())).isZero();
        around = new TestSurroundings(folder);
        assertThat(run("", "keys", "--key", keys.toString(), file.toString())).isZero();
        assertThat(around.out()).contains("shop/db\n  password  " + TestKeys.OLD.fingerprint());
    }

    @Test
    void whereEveryKeyIsOutOfUseNoneSeals() throws Exception {
        Path keys = write("backup.yaml", compromised(backup(TestKeys.OLD, TestKeys.NEW)));
        Path certificate = write("old.pem", TestKeys.OLD.certificate().pem());
        Path file = folder.resolve("db.yaml");
        run(SECRET, "seal", "--cert", certificate.toString(), "-w", file.toString());

        assertThat(run("", "verify", "--key", keys.toString(), file.toString())).isZero();
        assertThat(run("", "reseal", "--key", keys.toString(), file.toString())).isEqualTo(26);
        assertThat(around.err()).contains("every key that is here is out of use");
        assertThat(run(SECRET, "seal", "--key", keys.toString())).isEqualTo(26);
        assertThat(around.err()).contains("there is no key that seals", "name one that is in use");
    }

    private static String compromised(String backup) {
        return backup.replace("\"active\"", "\"compromised\"");
    }

    @Test
    void resealOfADirectoryAsksForAllAndThenRewritesIt() throws Exception {
        Path keys = write("backup.yaml", backup(TestKeys.OLD, TestKeys.NEW));
        Path certificate = write("old.pem", TestKeys.OLD.certificate().pem());
        Path file = folder.resolve("repo/db.yaml");
        Files.createDirectories(file.getParent());
        run(SECRET, "seal", "--cert", certificate.toString(), "-w", file.toString());

        around = new TestSurroundings(folder);
        assertThat(run("", "reseal", "--key", keys.toString(), folder.resolve("repo").toString()))
                .isEqualTo(2);
        assertThat(around.err()).contains("with --all only");

        around = new TestSurroundings(folder);
        String[] all = {
            "reseal", "--all", "--key", keys.toString(), folder.resolve("repo").toString()
        };
        assertThat(run("", all)).isZero();
        assertThat(around.out()).contains("resealed " + file).contains("1 SealedSecrets, 1 files");
        around = new TestSurroundings(folder);
        assertThat(run("", all)).isZero();
        assertThat(around.out()).contains("1 SealedSecrets, 0 files changed");
    }

    @Test
    void unsealingWithoutOfflineIsAMistake() {
        assertThat(run(SECRET, "unseal", "--key", "x")).isEqualTo(2);
        assertThat(around.err()).contains("--offline");
    }

    @Test
    void aKeyFileThatIsNoneIsNamedAndNotQuoted() throws Exception {
        Path bad =
                write(
                        "bad.pem",
                        TestKeys.NEW.privatePem().replaceFirst("MII[A-Za-z0-9]{9}", "c4n4ry"));

        assertThat(run(SECRET, "unseal", "--offline", "--key", bad.toString())).isEqualTo(26);
        assertThat(around.err()).contains(bad.toString()).doesNotContain("c4n4ry");
    }

    @Test
    void whoHoldsTheKeysIsAskedForAndAFileThatIsNotThereIsCalledSo() throws Exception {
        assertThat(run("", "verify", "apps")).isEqualTo(2);
        assertThat(around.err()).contains("--host", "--key FILE", "--cert FILE");

        Path keys = write("backup.yaml", backup(TestKeys.NEW));
        assertThat(run("", "verify", "--key", keys.toString(), "apps")).isEqualTo(26);
        assertThat(around.err()).contains("apps: there is no such file");
    }

    @Test
    void aQuestionThatIsTooLargeIsRefusedAndNotCut() {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return ' ';
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) {
                        return length;
                    }
                };

        int code =
                new Cli(around.surroundings(), endless)
                        .execute("secret", "on-box", "--kubeconfig", "none");

        assertThat(code).isEqualTo(26);
        assertThat(around.err()).contains("larger than 64 MiB", "fewer files");
    }

    @Test
    void aFileThatIsTooLargeIsPassedOverOnlyWhenNothingInItIsSealed() throws Exception {
        Path keys = write("backup.yaml", backup(TestKeys.NEW));
        Path repository = Files.createDirectories(folder.resolve("repo"));
        String large = "- many: numbers\n".repeat((16 << 20) / 15);
        Files.writeString(repository.resolve("data.yaml"), large);
        Path certificate = write("cert.pem", TestKeys.NEW.certificate().pem());
        run(SECRET, "seal", "--cert", certificate.toString(), "-w", repository + "/db.yaml");
        String[] verify = {"verify", "--key", keys.toString(), repository.toString()};

        assertThat(run("", verify)).isZero();
        Files.writeString(repository.resolve("data.yaml"), large + "# SealedSecret\n");
        assertThat(run("", verify)).isEqualTo(26);
        assertThat(around.err()).contains("data.yaml", "larger than 16 MiB");
    }

    @Test
    void whereNothingIsSealedNothingIsVerified() throws Exception {
        Path keys = write("backup.yaml", backup(TestKeys.NEW));
        Path repository = Files.createDirectories(folder.resolve("empty"));

        assertThat(run("", "verify", "--key", keys.toString(), repository.toString())).isEqualTo(2);
        assertThat(around.err()).contains(repository + ": no SealedSecret is in there");
    }

    private int run(String input, String... words) {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return new Cli(around.surroundings(), in).execute(prepend("secret", words));
    }

    private static String[] prepend(String first, String... words) {
        String[] all = new String[words.length + 1];
        all[0] = first;
        System.arraycopy(words, 0, all, 1, words.length);
        return all;
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    /** What {@code kubectl get secret -l … -o json} saves. */
    private static String backup(SealingKey... keys) {
        List<Object> items =
                List.of(keys).stream()
                        .map(key -> KeySecret.of(key, "sealed-secrets-key" + key.hashCode()))
                        .map(Manifest::content)
                        .map(Object.class::cast)
                        .toList();
        byte[] text = Json.print(Map.of("apiVersion", "v1", "kind", "List", "items", items));
        return new String(text, StandardCharsets.UTF_8);
    }
}
