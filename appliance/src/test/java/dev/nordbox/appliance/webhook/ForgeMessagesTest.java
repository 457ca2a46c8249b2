package dev.nordbox.appliance.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each forge sends, after its public documentation, with all the headers it sends, and what
 * comes of it.
 */
class ForgeMessagesTest {

    private static final String SECRET = "correct horse battery staple";
    private static final String OURS = "ssh://git@git.example.no:2222/Ops/infra.git";
    private static final String OTHER = "https://git.example.no/ops/shop";
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static final int NO_PUSH = 204;
    private static final int TAKEN = 202;
    private static final int REFUSED = 403;

    private static final Set<String> NONE = Set.of();
    private static final Set<String> ANY = Set.of(OURS, OTHER);

    /** Whatever is not here is a push to our repository. */
    private static final Map<String, Set<String>> LOOKED_AT =
            Map.of(
                    "github-push-elsewhere", NONE,
                    "github-ping", NONE,
                    "github-ping-organisation", NONE,
                    "bitbucket-server-ping", NONE,
                    "generic-names-none", ANY);

    private final List<Set<String>> looks = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebhookServer server;

    @BeforeEach
    void start() throws Exception {
        server =
                WebhookServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        "/webhook",
                        WebhookSecret.of(List.of(SECRET)),
                        pushed ->
                                Stream.of(OURS, OTHER)
                                        .filter(pushed::mayBe)
                                        .collect(Collectors.toSet()),
                        looks::add,
                        Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static List<ForgeMessage> signed() throws Exception {
        return ForgeMessage.all().stream().filter(ForgeMessage::isSigned).toList();
    }

    @ParameterizedTest
    @MethodSource("signed")
    void aGenuineMessageIsALookAtItsOwnRepositoryAndAPingAtNone(ForgeMessage message)
            throws Exception {
        Set<String> expected = LOOKED_AT.getOrDefault(message.name(), Set.of(OURS));

        assertThat(send(message, message.body(), SECRET))
                .isEqualTo(message.name().contains("-ping") ? NO_PUSH : TAKEN);

        if (expected.isEmpty()) {
            assertNothingWasLookedAt();
        } else {
            await().untilAsserted(() -> assertThat(looks).containsExactly(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("signed")
    void theSameIsRefusedUnsignedAndWronglySigned(ForgeMessage message) throws Exception {
        assertThat(send(message.unsigned(), message.body(), SECRET)).isEqualTo(REFUSED);
        assertThat(send(message, message.body(), "another secret of theirs")).isEqualTo(REFUSED);

        assertNothingWasLookedAt();
    }

    static List<ForgeMessage> signedByHmac() throws Exception {
        return signed().stream()
                .filter(one -> !one.headers().toString().contains("{secret}"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("signedByHmac")
    void theSameIsRefusedWhenItsBodyWasChangedOnTheWay(ForgeMessage message) throws Exception {
        String changed = message.body().replaceFirst("[a-z]", "X");
        assertThat(changed).isNotEqualTo(message.body());

        assertThat(send(message, changed, SECRET)).isEqualTo(REFUSED);

        assertNothingWasLookedAt();
    }

    /** Bitbucket Data Center tries a new webhook so, whatever secret it has. */
    @Test
    void aPingWithoutASignatureIsRefusedAsEverythingElse() throws Exception {
        ForgeMessage ping =
                ForgeMessage.all().stream()
                        .filter(one -> !one.isSigned())
                        .findFirst()
                        .orElseThrow();

        assertThat(ping.name()).isEqualTo("bitbucket-server-ping-unsigned");
        assertThat(send(ping, ping.body(), SECRET)).isEqualTo(REFUSED);
    }

    /** A look at the other repository would have come after it. */
    private void assertNothingWasLookedAt() throws Exception {
        ForgeMessage other =
                new ForgeMessage(
                        "other",
                        List.of("X-Signature: {hmac}"),
                        "{\"repository\": {\"url\": \"" + OTHER + "\"}}");
        assertThat(send(other, other.body(), SECRET)).isEqualTo(TAKEN);
        await().untilAsserted(() -> assertThat(looks).containsExactly(Set.of(OTHER)));
    }

    private int send(ForgeMessage message, String arriving, String secret) throws Exception {
        URI to = URI.create("http://127.0.0.1:" + server.port() + "/webhook");
        HttpRequest request = message.request(to, arriving, secret, NOW);
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
