package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.output.Typist;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The box is gone, and its kits are where it stored them. */
class KitsElsewhereTest {
    private static final String OLD = "nordbox-prod-1-20261121T033000Z-1f0c2a9b.kit";
    private static final String NEW = "nordbox-prod-1-20261122T033000Z-1f0c2a9b.kit";
    private static final String OTHER = "nordbox-test-20261120T033000Z-7c2abb9e.kit";
    private static final String SECRET = "c4n4ry-secret-of-s3";
    private static final String PIN = "SHA256:" + "A".repeat(43);

    /** Made once, since that takes its time. */
    private static final List<KeyPair> LOGIN = new ArrayList<>();

    @TempDir private Path home;
    private final TrialKit trial = new TrialKit();
    private TestSurroundings around;
    private Path store;
    private Path key;
    private Path out;

    @BeforeAll
    static void aKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        LOGIN.add(generator.generateKeyPair());
    }

    @BeforeEach
    void aStoreWithTwoKitsOfABox() throws IOException {
        around = new TestSurroundings(home);
        store = Files.createDirectories(home.resolve("srv/boxes"));
        Path kit = trial.in(home);
        Files.copy(kit, store.resolve(NEW));
        Files.copy(kit, store.resolve(OLD));
        Files.writeString(store.resolve("notes.txt"), "not a kit");
        key = Files.writeString(home.resolve("key"), trial.key.secretText());
        out = home.resolve("box.kit.fetched");
    }

    @Test
    void aDirectoryIsListedNewestFirstWithTheBoxOfEach() throws IOException {
        Files.copy(store.resolve(NEW), store.resolve(OTHER));

        assertThat(run("kit", "list", "--from", store.toString())).isZero();

        assertThat(around.out().lines().map(line -> line.replaceAll("\\d{4,} ", "SIZE ")))
                .containsExactly(
                        "2026-11-22T03:30:00Z        SIZE  prod-1  " + NEW,
                        "2026-11-21T03:30:00Z        SIZE  prod-1  " + OLD,
                        "2026-11-20T03:30:00Z        SIZE  test    " + OTHER);
    }

    @Test
    void programsGetTheListAsJson() {
        assertThat(run("kit", "list", "--from", store.toString(), "-o", "json")).isZero();

        assertThat(around.out())
                .contains("\"box\":\"prod-1\"", "\"file\":\"" + NEW, "2026-11-22T03:30:00Z");
    }

    @Test
    void theNewestIsFetchedClosedToOthersAndSaysWhatItIs() throws IOException {
        assertThat(fetch("--from", store.toString())).isZero();

        assertThat(out).hasSameBinaryContentAs(store.resolve(NEW));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
        assertThat(around.err())
                .contains("a kit of prod-1 as of 2026-11-22T03:30:00Z", "kit verify " + out);
        assertThat(run("kit", "verify", out.toString(), "-i", key.toString())).isZero();
    }

    @Test
    void oneOfATimeThatHasNotComeIsNotTheNewestUnlessItIsTheOnlyOne() throws IOException {
        String ahead = "nordbox-prod-1-20991231T000000Z-1f0c2a9b.kit";
        Files.copy(store.resolve(NEW), store.resolve(ahead));

        assertThat(fetch("--from", store.toString())).isZero();
        assertThat(around.err())
                .contains("as of 2026-11-22T03:30:00Z", ahead + " is dated ahead of the clock");

        Files.delete(store.resolve(NEW));
        Files.delete(store.resolve(OLD));
        assertThat(fetch("--from", store.toString())).isZero();
        assertThat(around.err()).contains("it was taken, as there is no other");
    }

    @Test
    void oneThatIsNamedIsFetched() throws IOException {
        assertThat(fetch(OLD, "--from", store.toString())).isZero();
        assertThat(around.err()).contains("as of 2026-11-21T03:30:00Z");
    }

    @Test
    void oneThatIsNotThereIsToldWithTheNewest() {
        assertThat(fetch("nordbox-prod-1-20200101T000000Z.kit", "--from", store.toString()))
                .isEqualTo(18);
        assertThat(around.err()).contains("there is no nordbox-prod-1-2020", "newest is " + NEW);
    }

    @Test
    void theNewestOfTwoBoxesIsNobodysAndBothAreNamed() throws IOException {
        Files.copy(store.resolve(NEW), store.resolve(OTHER));

        assertThat(fetch("--from", store.toString())).isEqualTo(18);

        assertThat(around.err()).contains("kits of 2 boxes: prod-1, test", NEW, OTHER);
        assertThat(out).doesNotExist();
    }

    @Test
    void whatIsNotWholeIsRefusedAndWhatWasThereStays() throws IOException {
        Files.writeString(out, "an earlier one");
        byte[] whole = Files.readAllBytes(store.resolve(NEW));

        Files.write(store.resolve(NEW), Arrays.copyOf(whole, 60));
        assertThat(fetch("--from", store.toString())).isEqualTo(18);
        assertThat(around.err()).contains("is not a whole kit: it ends within its header");

        Files.writeString(store.resolve(NEW), "<html>please log in</html>");
        assertThat(fetch("--from", store.toString())).isEqualTo(18);
        assertThat(around.err()).contains("it does not begin as an age v1 file does");

        assertThat(out).hasContent("an earlier one");
        assertThat(home.resolve(out.getFileName() + ".part")).doesNotExist();
    }

    @Test
    void whatIsNoStoreIsAQuestionOfWriting() {
        for (String wrong :
                List.of(
                        "https://store.example.no/kits",
                        "s3://",
                        "s3://UPPER",
                        "sftp://",
                        "sftp://kits:password-c4n4ry@store.example.no/x",
                        "sftp://kits@store.example.no/../x")) {
            assertThat(run("kit", "list", "--from", wrong)).as(wrong).isEqualTo(2);
        }
        assertThat(around.err()).contains("write s3://BUCKET/PREFIX").doesNotContain("c4n4ry");
        assertThat(run("kit", "list", "--from", home.resolve("nowhere").toString())).isEqualTo(18);
        assertThat(around.err()).contains("there is no such directory");
    }

    @Test
    void withoutAnyStoreItIsSaidHowOneIsNamed() {
        assertThat(fetch()).isEqualTo(2);
        assertThat(around.err()).contains("no store is named", "--from s3://");
    }

    @Test
    void aBucketIsReadWithTheCredentialsOfTheEnvironment() throws IOException {
        try (TrialBucket bucket = new TrialBucket(store, "kits", "boxes/prod-1")) {
            around.with("AWS_ENDPOINT_URL", bucket.endpoint())
                    .with("AWS_REGION", "no-east-1")
                    .with("AWS_ACCESS_KEY_ID", "AKIAENV")
                    .with("AWS_SECRET_ACCESS_KEY", SECRET)
                    .with("AWS_SESSION_TOKEN", "a-token-that-was-lent");

            assertThat(run("kit", "list", "--from", "s3://kits/boxes/prod-1/")).isZero();
            assertThat(fetch("--from", "s3://kits/boxes/prod-1/" + OLD)).isZero();

            assertThat(around.out()).contains(NEW, OLD).doesNotContain("notes");
            assertThat(out).hasSameBinaryContentAs(store.resolve(OLD));
            assertThat(bucket.authorizations)
                    .allMatch(header -> header.contains("Credential=AKIAENV/"))
                    .allMatch(header -> header.contains("/no-east-1/s3/"));
            assertThat(bucket.tokens).containsOnly("a-token-that-was-lent");
            assertThat(around.err()).doesNotContain(SECRET, "a-token-that-was-lent");
        }
    }

    @Test
    void aProfileOfTheUsualFilesDoesAsWell() throws IOException {
        try (TrialBucket bucket = new TrialBucket(store, "kits", "boxes/prod-1")) {
            Path aws = Files.createDirectories(home.resolve(".aws"));
            Files.writeString(
                    aws.resolve("credentials"),
                    "[default]\naws_access_key_id = AKIAWRONG\naws_secret_access_key = x\n"
                            + "[kits]\naws_access_key_id = AKIAFILE\naws_secret_access_key = y\n");
            Files.writeString(
                    aws.resolve("config"),
                    "[profile kits]\nregion = no-west-2\nendpoint_url = %s/\n"
                            .formatted(bucket.endpoint()));
            around.with("AWS_PROFILE", "kits");

            assertThat(run("kit", "list", "--from", "s3://kits/boxes/prod-1")).isZero();

            assertThat(bucket.authorizations)
                    .allMatch(header -> header.contains("Credential=AKIAFILE/"))
                    .allMatch(header -> header.contains("/no-west-2/s3/"));
        }
    }

    @Test
    void withoutCredentialsItIsSaidWhereTheyAreLookedFor() {
        assertThat(run("kit", "list", "--from", "s3://kits/boxes")).isEqualTo(18);
        assertThat(around.err())
                .contains("there are no credentials", "AWS_ACCESS_KEY_ID", ".aws/credentials");

        around.with("AWS_ACCESS_KEY_ID", "AKIA1");
        assertThat(run("kit", "list", "--from", "s3://kits/boxes")).isEqualTo(18);
        assertThat(around.err())
                .contains("AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not");
    }

    @Test
    void aBucketThatIsNotThereIsToldToAPersonRatherThanToABox() throws IOException {
        try (TrialBucket bucket = new TrialBucket(store, "kits", "boxes/prod-1")) {
            around.with("AWS_ENDPOINT_URL", bucket.endpoint())
                    .with("AWS_ACCESS_KEY_ID", "AKIAENV")
                    .with("AWS_SECRET_ACCESS_KEY", SECRET);

            assertThat(run("kit", "list", "--from", "s3://other/boxes")).isEqualTo(18);

            assertThat(around.err())
                    .contains("there is no such bucket", "AWS_ENDPOINT_URL")
                    .doesNotContain("run `up`", SECRET);
        }
    }

    @Test
    void theTargetOfANordboxYamlIsAPlaceAsWell() throws Exception {
        try (SshServer server = sftp()) {
            Path file =
                    Files.writeString(
                            home.resolve("nordbox.yaml"),
                            """
                            apiVersion: nordbox.no/v1alpha1
                            kind: Box
                            backup:
                              recipients: [%s]
                              target:
                                sftp:
                                  host: 127.0.0.1
                                  port: %d
                                  user: kits
                                  path: boxes
                                  hostKey: %s
                            """
                                    .formatted(
                                            trial.key.recipient(),
                                            server.getPort(),
                                            fingerprint(server)));

            assertThat(run("kit", "list", "--from", file.toString())).isZero();
            assertThat(fetch("--from", file.toString())).isZero();

            assertThat(around.out()).contains(NEW, OLD);
            assertThat(out).hasSameBinaryContentAs(store.resolve(NEW));
        }
    }

    @Test
    void aTargetThatWasADirectoryOfTheBoxIsToldSo() throws IOException {
        Path file =
                Files.writeString(
                        home.resolve("nordbox.yaml"),
                        "apiVersion: nordbox.no/v1alpha1\nkind: Box\nbackup:\n  recipients: [%s]\n  target: {directory: /srv/kits}\n"
                                .formatted(trial.key.recipient()));

        assertThat(run("kit", "list", "--from", file.toString())).isEqualTo(2);
        assertThat(around.err()).contains("its kits lie in /srv/kits of the box itself");
    }

    @Test
    void aHostThatNobodyKnowsIsNotLoggedInToUntilItsKeyIsNamed() throws Exception {
        try (SshServer server = sftp()) {
            String place = "sftp://kits@127.0.0.1:%d/~/boxes".formatted(server.getPort());

            assertThat(run("kit", "list", "--from", place)).isEqualTo(14);
            assertThat(around.err())
                    .contains("unknown host key", "--store-host-key " + fingerprint(server));

            assertThat(run("kit", "list", "--from", place, "--store-host-key", fingerprint(server)))
                    .isZero();
            assertThat(around.out()).contains(NEW);

            assertThat(run("kit", "list", "--from", place, "--store-host-key", PIN)).isEqualTo(14);
            assertThat(around.err()).contains("host key mismatch");
        }
    }

    @Test
    void aServerIsRestoredFromTheNewestKitWhichThenGoes() throws Exception {
        try (TrialBucket bucket = new TrialBucket(store, "kits", "boxes/prod-1")) {
            around.with("AWS_ENDPOINT_URL", bucket.endpoint())
                    .with("AWS_ACCESS_KEY_ID", "AKIAENV")
                    .with("AWS_SECRET_ACCESS_KEY", SECRET);

            assertThat(restore("s3://kits/boxes/prod-1"))
                    .as("fetched, opened, and on to a host that is not there")
                    .isEqualTo(11);
            assertThat(around.err()).contains(NEW, "fetch");
            nothingStays();

            byte[] bytes = Files.readAllBytes(store.resolve(NEW));
            bytes[bytes.length / 2] ^= 1;
            Files.write(store.resolve(NEW), bytes);
            assertThat(restore("s3://kits/boxes/prod-1")).isEqualTo(18);
            assertThat(around.err()).contains("a part of it was changed");
            nothingStays();

            assertThat(restore("s3://kits/boxes/prod-1/" + OLD)).isEqualTo(11);
            nothingStays();
        }
    }

    @Test
    void aKeyThatDoesNotOpenTheKitCostsNoDownload() throws Exception {
        Path other = Files.writeString(home.resolve("other"), new TrialKit().key.secretText());
        key = other;
        try (TrialBucket bucket = new TrialBucket(store, "kits", "boxes/prod-1")) {
            around.with("AWS_ENDPOINT_URL", bucket.endpoint())
                    .with("AWS_ACCESS_KEY_ID", "AKIAENV")
                    .with("AWS_SECRET_ACCESS_KEY", SECRET);

            assertThat(restore("s3://kits/boxes/prod-1")).isEqualTo(18);

            assertThat(around.err())
                    .contains(NEW, "encrypted to other keys (X25519)")
                    .doesNotContain("fetch");
        }
        assertThat(home.resolve(".cache/nordbox")).doesNotExist();
    }

    @Test
    void aPassphraseIsAskedForBeforeTheDownloadAndThreeTimes() throws Exception {
        Path kit = trial.lockedWith("correct horse", home);
        Files.copy(kit, store.resolve(NEW), StandardCopyOption.REPLACE_EXISTING);
        Typist person = new Typist("wrong", "wrong again", "correct horse");
        around.with(person);
        try (TrialBucket bucket = new TrialBucket(store, "kits", "boxes/prod-1")) {
            around.with("AWS_ENDPOINT_URL", bucket.endpoint())
                    .with("AWS_ACCESS_KEY_ID", "AKIAENV")
                    .with("AWS_SECRET_ACCESS_KEY", SECRET);

            assertThat(restore("s3://kits/boxes/prod-1"))
                    .as("opened, and on to a host that is not there")
                    .isEqualTo(11);

            assertThat(person.questions().subList(0, 3))
                    .containsExactly(
                            "Passphrase of %s: ".formatted(NEW),
                            "Wrong. Passphrase of %s: ".formatted(NEW),
                            "Wrong. Passphrase of %s: ".formatted(NEW));
        }
        nothingStays();
    }

    @Test
    void whatAKilledRunHasLeftGoesWithTheNextOne() throws Exception {
        Path abandoned = Files.createDirectories(home.resolve(".cache/nordbox/kit-1"));
        Files.writeString(abandoned.resolve(NEW), "half");
        Path other = Files.createDirectories(home.resolve(".cache/nordbox/k3s"));
        for (Path each : List.of(abandoned, other)) {
            Files.setLastModifiedTime(each, FileTime.from(Instant.parse("2026-11-20T00:00:00Z")));
        }
        try (TrialBucket bucket = new TrialBucket(store, "kits", "boxes/prod-1")) {
            around.with("AWS_ENDPOINT_URL", bucket.endpoint())
                    .with("AWS_ACCESS_KEY_ID", "AKIAENV")
                    .with("AWS_SECRET_ACCESS_KEY", SECRET);

            assertThat(restore("s3://kits/boxes/prod-1")).isEqualTo(11);
        }
        nothingStays();
        assertThat(other).exists();
    }

    @Test
    void aRestoreFromAStoreOfTwoBoxesWantsAName() throws Exception {
        Files.copy(store.resolve(NEW), store.resolve(OTHER));
        try (TrialBucket bucket = new TrialBucket(store, "kits", "boxes/prod-1")) {
            around.with("AWS_ENDPOINT_URL", bucket.endpoint())
                    .with("AWS_ACCESS_KEY_ID", "AKIAENV")
                    .with("AWS_SECRET_ACCESS_KEY", SECRET);

            assertThat(restore("s3://kits/boxes/prod-1")).isEqualTo(18);

            assertThat(around.err()).contains("kits of 2 boxes: prod-1, test", NEW, OTHER);
            nothingStays();
        }
    }

    @Test
    void aDrillTakesItsKitFromThereAsWell() throws Exception {
        try (SshServer server = sftp()) {
            String place = "sftp://kits@127.0.0.1:%d/~/boxes".formatted(server.getPort());

            assertThat(
                            run(
                                    "drill",
                                    "--host",
                                    closedPort(),
                                    "--kit",
                                    place,
                                    "--store-host-key",
                                    fingerprint(server),
                                    "--host-key",
                                    PIN,
                                    "--out",
                                    home.resolve("drill.json").toString(),
                                    "--kit-identity",
                                    key.toString()))
                    .isEqualTo(11);
            assertThat(around.err()).contains(NEW);
            nothingStays();
        }
    }

    private int restore(String from) throws Exception {
        loginKey();
        return run(
                "up",
                "--host",
                closedPort(),
                "--host-key",
                PIN,
                "--identity",
                login().toString(),
                "--restore",
                from,
                "--kit-identity",
                key.toString());
    }

    private void nothingStays() throws IOException {
        Files.createDirectories(home.resolve(".cache"));
        try (Stream<Path> files = Files.walk(home.resolve(".cache"))) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("kit"));
        }
    }

    private int fetch(String... more) {
        return run(
                Stream.concat(Stream.of("kit", "fetch", "--out", out.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private int run(String... args) {
        return new Cli(around.surroundings()).execute(args);
    }

    /** A login without a shell that sees nothing but the store. */
    private SshServer sftp() throws Exception {
        KeyPair login = loginKey();
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(
                KeyPairProvider.wrap(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256)));
        server.setPublickeyAuthenticator(
                (user, offered, session) -> KeyUtils.compareKeys(login.getPublic(), offered));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(store.getParent()));
        server.start();
        return server;
    }

    private static String fingerprint(SshServer server) throws Exception {
        return KeyUtils.getFingerPrint(
                server.getKeyPairProvider().loadKeys(null).iterator().next().getPublic());
    }

    /** The person's own, where ssh finds it. */
    private KeyPair loginKey() throws Exception {
        KeyPair pair = LOGIN.get(0);
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(
                login(),
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(
                                Base64.getMimeEncoder()
                                        .encodeToString(pair.getPrivate().getEncoded())),
                StandardCharsets.US_ASCII);
        return pair;
    }

    private Path login() {
        return home.resolve(".ssh/id_rsa");
    }

    private static String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "root@127.0.0.1:" + socket.getLocalPort();
        }
    }
}
