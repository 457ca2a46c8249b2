package dev.nordbox.appliance.external.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.RemoteRef;
import dev.nordbox.appliance.external.SecretsReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store sends along, to a Vault that tells how far its data has come. */
class VaultHeadersTest {
    private static final byte[] ANSWER =
            "{\"auth\":{\"client_token\":\"made\"},\"data\":{\"data\":{\"v\":\"1\"}}}"
                    .getBytes(StandardCharsets.UTF_8);

    private final List<Headers> received = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        received.add(exchange.getRequestHeaders());
                        exchange.getResponseHeaders().set("X-Vault-Index", "i" + received.size());
                        exchange.sendResponseHeaders(200, ANSWER.length);
                        exchange.getResponseBody().write(ANSWER);
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                | null, null | null, null",
                "{readYourWrites: true}                            | null, i1   | null, null",
                "{forwardInconsistent: true}                       | null, i1   | null, null",
                "{readYourWrites: false, forwardInconsistent: false} | null, null | null, null",
                "{readYourWrites: true, forwardInconsistent: true} | null, i1   | forward-active-node, forward-active-node"
            })
    void howFarItHasComeIsToldBackWhereThatIsAskedFor(
            String options, String indices, String inconsistent) throws Exception {
        readTwice(options, "tokenSecretRef: {name: t, key: t}");

        assertThat(sent("X-Vault-Index")).hasToString("[" + indices + "]");
        assertThat(sent("X-Vault-Inconsistent")).hasToString("[" + inconsistent + "]");
    }

    @Test
    void itsHeadersAreSentWithEveryRequestTheLoginToo() throws Exception {
        readTwice(
                "{headers: {X-Team: web, X-Empty: ''}}",
                "appRole: {roleId: r, secretRef: {name: s, key: k}}");

        assertThat(sent("X-Team")).containsExactly("web", "web", "web");
        assertThat(sent("X-Empty")).containsExactly("", "", "");
        assertThat(sent("X-Vault-Token")).containsExactly(null, "made", "made");
    }

    @ParameterizedTest
    @CsvSource({"Host, c4n4ry", "X Team, c4n4ry", "X-Team, \"c4n4ry\\n\""})
    void aHeaderThatCannotBeSentIsNamedWithoutItsValue(String name, String value) {
        assertThatThrownBy(
                        () ->
                                readTwice(
                                        "{headers: {" + name + ": " + value + "}}",
                                        "tokenSecretRef: {name: t, key: t}"))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("header " + name + " cannot be sent so")
                .hasMessageNotContaining("c4n4ry");
    }

    private void readTwice(String options, String auth) throws Exception {
        String vault =
                options.replaceFirst(
                                "\\{", "{server: 'http://127.0.0.1:%d', path: secret, auth: {%s}, ")
                        .formatted(server.getAddress().getPort(), auth);
        VaultStore store =
                VaultStore.read(VaultStoreTest.fields("spec: {provider: {vault: " + vault + "}}"));
        SecretsReader reader =
                Vaults.anywhere(Clock.systemUTC())
                        .open(store, VaultContract.credentials("credential"))
                        .reader();
        reader.value(RemoteRef.of("db"));
        reader.value(RemoteRef.of("db"));
    }

    private List<String> sent(String header) {
        return received.stream().map(headers -> headers.getFirst(header)).toList();
    }
}
