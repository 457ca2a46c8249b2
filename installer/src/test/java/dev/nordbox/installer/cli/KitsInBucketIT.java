package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.testbed.VersityGateway;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kits of a box that is gone, in a bucket of a real S3 server, for a person at a shell. */
class KitsInBucketIT {
    private static final String KIT = "nordbox-prod-1-20261122T033000Z-1f0c2a9b.kit";
    private static final String PLACE = "s3://kits/boxes/prod-1";

    @TempDir private Path folder;
    @TempDir private Path home;
    private final TrialKit trial = new TrialKit();
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private VersityGateway server;
    private Path stored;
    private Path fetched;

    @BeforeEach
    void aServerWithAKit() throws Exception {
        server = VersityGateway.start(folder);
        Path boxes = Files.createDirectories(server.bucket("kits").resolve("boxes/prod-1"));
        // Larger than what is asked for at once.
        stored = trial.put("k3s/etcd-snapshot", "0123456789".repeat(900_000)).in(home);
        stored = Files.move(stored, boxes.resolve(KIT));
        fetched = home.resolve("prod-1.kit");
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    void theVariablesOfS3sToolsAreEnough() throws Exception {
        ofTheEnvironment();

        assertThat(run("kit", "list", "--from", PLACE)).as(said()).isZero();
        assertThat(run("kit", "fetch", "--from", PLACE, "--out", fetched.toString()))
                .as(said())
                .isZero();

        assertThat(said()).contains("prod-1  " + KIT);
        assertThat(fetched).hasSameBinaryContentAs(stored);
    }

    @Test
    void anotherSecretIsToldWithWhereItCameFrom() {
        ofTheEnvironment();
        environment.put("AWS_SECRET_ACCESS_KEY", "c4n4ry-that-is-wrong");

        assertThat(run("kit", "list", "--from", PLACE)).isEqualTo(18);

        assertThat(said())
                .contains(
                        "the secret key is not that of the access key",
                        "they came from AWS_ACCESS_KEY_ID")
                .doesNotContain("c4n4ry");
    }

    @Test
    void aServerThatNobodyVouchesForIsToldWithHowToNameItsCa() {
        ofTheEnvironment();
        environment.remove("AWS_CA_BUNDLE");

        assertThat(run("kit", "list", "--from", PLACE)).isEqualTo(18);

        assertThat(said()).contains("is not trusted", "AWS_CA_BUNDLE");
    }

    @Test
    void theNordboxYamlOfTheTeamIsEnoughWhereItsFilesAreHere() throws Exception {
        Path credentials =
                Files.writeString(
                        home.resolve("s3"),
                        "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
                                .formatted(VersityGateway.ACCESS, VersityGateway.SECRET));
        Path settings =
                Files.writeString(
                        home.resolve("nordbox.yaml"),
                        """
                        apiVersion: nordbox.no/v1alpha1
                        kind: Box
                        backup:
                          recipients: [%s]
                          target:
                            s3:
                              endpoint: %s
                              bucket: kits
                              prefix: boxes/prod-1
                              region: %s
                              ca: %s
                              credentials: %s
                        """
                                .formatted(
                                        trial.key.recipient(),
                                        server.endpoint(),
                                        VersityGateway.REGION,
                                        server.ca(),
                                        credentials));

        assertThat(
                        run(
                                "kit",
                                "fetch",
                                "--config",
                                settings.toString(),
                                "--from",
                                PLACE,
                                "--out",
                                fetched.toString()))
                .as(said())
                .isZero();
        assertThat(run("kit", "list", "--from", settings.toString())).as(said()).isZero();

        assertThat(fetched).hasSameBinaryContentAs(stored);
        assertThat(said()).contains(KIT).doesNotContain(VersityGateway.SECRET);
    }

    private void ofTheEnvironment() {
        environment.put("AWS_ENDPOINT_URL_S3", server.endpoint().toString());
        environment.put("AWS_REGION", VersityGateway.REGION);
        environment.put("AWS_CA_BUNDLE", server.ca().toString());
        environment.put("AWS_ACCESS_KEY_ID", VersityGateway.ACCESS);
        environment.put("AWS_SECRET_ACCESS_KEY", VersityGateway.SECRET);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    /** By the clock of this machine, which the server compares with its own. */
    private int run(String... args) {
        Surroundings around =
                new Surroundings(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        StandardCharsets.UTF_8,
                        false,
                        Optional.empty(),
                        environment,
                        home,
                        Clock.systemUTC(),
                        new Random(7),
                        new Redactor());
        return new Cli(around).execute(args);
    }
}
