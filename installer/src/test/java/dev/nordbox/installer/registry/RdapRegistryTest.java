package dev.nordbox.installer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RdapRegistryTest {
    private static final String NETWORK =
            """
            {"objectClassName": "ip network", "startAddress": "203.0.113.0", "country": "no",
             "entities": [
               {"roles": ["administrative"], "vcardArray": ["vcard", [["fn", {}, "text", "A person"]]]},
               {"roles": ["registrant"],
                "vcardArray": ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Example AS"]]]}]}
            """;

    private final RdapRegistry registry = new RdapRegistry(Duration.ofSeconds(10));
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/ip/203.0.113.7", 200, NETWORK);
        answer("/ip/203.0.113.8", 404, "{}");
        answer("/ip/203.0.113.9", 200, "<html>");
        answer("/ip/2001:db8::1", 200, "{\"objectClassName\": \"ip network\"}");
        server.createContext(
                "/ip/198.51.100.1",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", base() + "203.0.113.7");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void countryAndHolderAreThoseOfTheNetwork() {
        assertThat(registry.of(base(), List.of("203.0.113.7")))
                .containsExactly(
                        new Registration(
                                "203.0.113.7", Optional.of("NO"), Optional.of("Example AS"), ""));
    }

    @Test
    void anAddressOfAnotherRegistryIsAskedForThere() {
        assertThat(registry.of(base(), List.of("198.51.100.1")).get(0).country()).contains("NO");
    }

    @Test
    void whateverGoesWrongIsAnAnswerThatKnowsNothing() throws IOException {
        assertThat(registry.of(base(), List.of("203.0.113.8", "203.0.113.9", "2001:db8::1")))
                .allSatisfy(each -> assertThat(each.country()).isEmpty())
                .extracting(Registration::problem)
                .containsExactly(
                        "the registry answered 404", "the registry's answer is no JSON object", "");
        String nobody = base();
        server.stop(0);
        assertThat(registry.of(nobody, List.of("203.0.113.7")).get(0).problem())
                .startsWith("the registry did not answer");
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/ip/";
    }

    private void answer(String path, int code, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        server.createContext(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(code, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }
}
