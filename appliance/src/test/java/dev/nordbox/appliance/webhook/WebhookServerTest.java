package dev.nordbox.appliance.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookServerTest {

    private static final String SECRET = "correct horse battery staple";
    private static final String SIGNING_TOKEN =
            "whsec_"
                    + Base64.getEncoder()
                            .encodeToString(
                                    "thirty-two bytes of a webhook key"
                                            .getBytes(StandardCharsets.UTF_8));
    private static final String OURS = "ssh://git@git.example.no:2222/Ops/infra.git";
    private static final String BODY =
            "{\"repository\": {\"clone_url\": \"https://git.example.no/ops/infra.git\"}}";

    private static final String OTHER = "https://git.example.no/ops/shop";
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final List<Set<String>> asked = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger looks = new AtomicInteger();
    private WebhookServer server;

    @BeforeEach
    void start() throws Exception {
        server =
                WebhookServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        "/webhook",
                        WebhookSecret.of(List.of("the secret of last year", SECRET, SIGNING_TOKEN)),
                        pushed ->
                                Stream.of(OURS, OTHER)
                                        .filter(pushed::mayBe)
                                        .collect(Collectors.toSet()),
                        urls -> {
                            asked.add(urls);
                            looks.incrementAndGet();
                        },
                        Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<String[]> genuine() throws Exception {
        String hex = hmac(BODY);
        return Stream.of(
                new String[] {"X-Hub-Signature-256", "sha256=" + hex},
                new String[] {"X-Hub-Signature", "sha256=" + hex},
                new String[] {"X-Gitea-Signature", hex},
                new String[] {"X-Forgejo-Signature", hex},
                new String[] {"X-Gogs-Signature", hex},
                new String[] {"X-Signature", "sha256=" + hex},
                new String[] {"X-Gitlab-Token", SECRET},
                new String[] {"X-Gitlab-Token", "the secret of last year"});
    }

    @ParameterizedTest
    @MethodSource("genuine")
    void aGenuinePushOfEachForgeIsALook(String header, String value) throws Exception {
        assertThat(post(BODY, header, value)).isEqualTo(202);

        await().untilAsserted(() -> assertThat(looks.get()).isEqualTo(1));
    }

    static Stream<String[]> forged() throws Exception {
        String other = hmac(BODY + " ");
        return Stream.of(
                new String[] {"X-Anything", "x"},
                new String[] {"X-Hub-Signature-256", "sha256=" + other},
                new String[] {"X-Hub-Signature-256", "sha256="},
                new String[] {"X-Hub-Signature-256", "sha1=" + hmac(BODY)},
                new String[] {"X-Hub-Signature-256", SECRET},
                new String[] {"X-Hub-Signature", "sha1=0123456789012345678901234567890123456789"},
                new String[] {"X-Gitea-Signature", "not hex"},
                new String[] {"X-Gitlab-Token", SECRET + "x"},
                new String[] {"X-Gitlab-Token", hmac(BODY)},
                new String[] {"X-Signature", "sha256=" + other});
    }

    @ParameterizedTest
    @MethodSource("forged")
    void whatIsNotProvenIsRefusedAlike(String header, String value) throws Exception {
        HttpResponse<String> answer = send(BODY, header, value);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEmpty();
        assertThat(post(BODY, "X-Gitlab-Token", SECRET)).isEqualTo(202);
        await().untilAsserted(() -> assertThat(looks.get()).isEqualTo(1));
    }

    @Test
    void aPushIsALookAtItsRepositoryAlone() throws Exception {
        post(BODY, "X-Gitlab-Token", SECRET);
        await().untilAsserted(() -> assertThat(asked).containsExactly(Set.of(OURS)));
        post(BODY.replace("infra", "shop"), "X-Gitlab-Token", SECRET);
        post("{}", "X-Gitlab-Token", SECRET); // names none, so it may be any
        await().untilAsserted(() -> assertThat(asked).hasSizeGreaterThan(1));
        assertThat(asked.get(1)).contains(OTHER);
    }

    static Stream<Arguments> standard() throws Exception {
        long now = NOW.getEpochSecond();
        byte[] key = "thirty-two bytes of a webhook key".getBytes(StandardCharsets.UTF_8);
        String right = "v1," + standardHmac(key, "msg_1." + now + "." + BODY);
        byte[] plain = SECRET.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of("msg_1", now, right, 202),
                Arguments.of("msg_1", now, "v1,AAAA v1a,BBBB " + right, 202),
                Arguments.of(
                        "msg_1",
                        now,
                        "v1," + standardHmac(plain, "msg_1." + now + "." + BODY),
                        202),
                Arguments.of("msg_2", now, right, 403),
                Arguments.of("msg_1", now + 1, right, 403),
                Arguments.of("msg_1", now, right.substring(3), 403),
                Arguments.of("msg_1", now, "v1,", 403),
                Arguments.of("msg_1", now, "v1,AAAA ".repeat(8) + right, 403),
                Arguments.of(
                        "msg_1",
                        now - 301,
                        "v1," + standardHmac(key, "msg_1." + (now - 301) + "." + BODY),
                        403));
    }

    @ParameterizedTest
    @MethodSource("standard")
    void aStandardWebhookIsProvenByItsIdItsTimeAndItsBody(
            String id, long time, String signature, int status) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/webhook"))
                        .POST(BodyPublishers.ofString(BODY))
                        .header("webhook-id", id)
                        .header("webhook-timestamp", String.valueOf(time))
                        .header("webhook-signature", signature)
                        .build();

        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(status);
    }

    @Test
    void aStandardWebhookWithoutItsTimeIsRefused() throws Exception {
        String signature =
                "v1," + standardHmac(SECRET.getBytes(StandardCharsets.UTF_8), ".." + BODY);
        assertThat(post(BODY, "webhook-signature", signature)).isEqualTo(403);
    }

    /** The example of the specification's reference libraries. */
    @Test
    void theHmacIsThatOfTheSpecification() {
        WebhookSecret secret = WebhookSecret.of(List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        byte[] before = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.".getBytes(StandardCharsets.UTF_8);
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        assertThat(secret.signs(before, body, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{\"repository\": 1}",
                "{\"repository\": {\"links\": {\"clone\": [null, {\"href\": 3}, []]}}}",
                "payload=%7B%7D",
                "\u0000"
            })
    void aGenuineMessageOfAnyShapeIsALookAtMost(String body) throws Exception {
        assertThat(post(body, "X-Hub-Signature-256", "sha256=" + hmac(body))).isEqualTo(202);

        await().untilAsserted(() -> assertThat(looks.get()).isEqualTo(1));
    }

    @Test
    void aBodyNestedThousandsDeepIsALookAtMost() throws Exception {
        String body = "{\"repository\":".repeat(100_000);
        assertThat(post(body, "X-Gitlab-Token", SECRET)).isEqualTo(202);
    }

    @Test
    void aPushToAnotherRepositoryIsNoLook() throws Exception {
        String other = BODY.replace("infra", "website");
        assertThat(post(other, "X-Gitlab-Token", SECRET)).isEqualTo(202);
        assertThat(post(BODY, "X-Gitlab-Token", SECRET)).isEqualTo(202);

        await().untilAsserted(() -> assertThat(looks.get()).isEqualTo(1));
    }

    @Test
    void aBodyBeyondTheLimitIsNotTaken() throws Exception {
        String body = "x".repeat((2 << 20) + 1);
        assertThat(post(body, "X-Hub-Signature-256", "sha256=" + hmac(body))).isEqualTo(413);
    }

    @Test
    void otherPathsAndMethodsAreNothing() throws Exception {
        assertThat(send("GET", "/webhook", "", "X-Gitlab-Token", SECRET).statusCode())
                .isEqualTo(403);
        assertThat(send("POST", "/", BODY, "X-Gitlab-Token", SECRET).statusCode()).isEqualTo(404);
        assertThat(send("POST", "/webhook/..", BODY, "X-Gitlab-Token", SECRET).statusCode())
                .isEqualTo(404);
        assertThat(looks.get()).isZero();
    }

    @Test
    void manyPushesAtOnceAreFewLooks() throws Exception {
        for (int i = 0; i < 15; i++) {
            assertThat(post(BODY, "X-Gitlab-Token", SECRET)).isEqualTo(202);
        }
        // The first at once, the others together a second later.
        await().untilAsserted(() -> assertThat(looks.get()).isEqualTo(2));
    }

    @Test
    void aClientThatDoesNotStopIsTurnedAwayBeforeItsBodyIsRead() throws Exception {
        int refused = 0;
        for (int i = 0; i < 200 && refused == 0; i++) {
            refused += post("x", "X-Anything", "x") == 429 ? 1 : 0;
        }
        assertThat(refused).isEqualTo(1);
    }

    @Test
    void aSecretThatCanBeGuessedIsRefusedWithTheRemedy(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "\nshort\n");
        assertThatThrownBy(() -> WebhookSecret.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("16 characters")
                .hasMessageContaining("openssl rand -hex 32")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> WebhookSecret.read(directory.resolve("none")))
                .hasMessageContaining("cannot be read");
        Files.writeString(file, "whsec_this is no key\n");
        assertThatThrownBy(() -> WebhookSecret.read(file))
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageNotContaining("no key");
        Files.writeString(file, SECRET + "\n\n");
        assertThat(WebhookSecret.read(file).is(SECRET)).isTrue();
    }

    @Test
    void aPortThatIsTakenIsSaidWithTheKey() {
        assertThatThrownBy(
                        () ->
                                WebhookServer.start(
                                        new InetSocketAddress(
                                                InetAddress.getLoopbackAddress(), server.port()),
                                        "/webhook",
                                        WebhookSecret.of(List.of(SECRET)),
                                        pushed -> Set.of(OURS),
                                        urls -> {},
                                        Clock.systemUTC()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("webhook.port: " + server.port());
    }

    private int post(String body, String header, String value) throws Exception {
        return send(body, header, value).statusCode();
    }

    private HttpResponse<String> send(String body, String header, String value) throws Exception {
        return send("POST", "/webhook", body, header, value);
    }

    private HttpResponse<String> send(
            String method, String path, String body, String header, String value) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, BodyPublishers.ofString(body))
                        .header(header, value)
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static String standardHmac(byte[] key, String signed) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hmac(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
