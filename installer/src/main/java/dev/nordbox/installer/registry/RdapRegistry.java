package dev.nordbox.installer.registry;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.file.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Asks over RDAP (RFC 9083). A registry that does not hold an address sends the asker on to the one
 * that does.
 */
public final class RdapRegistry implements Registry {
    private static final int ANSWER_LIMIT = 1 << 20;
    private static final int OK = 200;

    private final HttpClient client;
    private final Duration patience;

    /**
     * @param patience for connecting, and again for an answer
     */
    public RdapRegistry(Duration patience) {
        this.patience = patience;
        this.client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(patience)
                        .build();
    }

    @Override
    public List<Registration> of(String base, List<String> addresses) {
        return addresses.stream().map(address -> ask(base, address)).toList();
    }

    private Registration ask(String base, String address) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + address))
                        .header("Accept", "application/rdap+json")
                        .timeout(patience)
                        .build();
        try {
            HttpResponse<InputStream> response =
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(ANSWER_LIMIT);
                return response.statusCode() == OK
                        ? read(address, bytes)
                        : Registration.unknown(
                                address, "the registry answered " + response.statusCode());
            }
        } catch (IOException e) {
            return Registration.unknown(address, "the registry did not answer: " + Reason.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Registration.unknown(address, "interrupted");
        }
    }

    static Registration read(String address, byte[] answer) {
        Map<String, Object> network;
        try {
            network = Json.parse(answer);
        } catch (IllegalArgumentException e) {
            return Registration.unknown(address, "the registry's answer is no JSON object");
        }
        Optional<String> organisation =
                Fields.list(network, "entities").stream()
                        .filter(entity -> Fields.list(entity, "roles").contains("registrant"))
                        .flatMap(entity -> name(entity).stream())
                        .findFirst();
        return new Registration(
                address,
                Fields.text(network, "country").map(code -> code.toUpperCase(Locale.ROOT)),
                organisation,
                "");
    }

    /** {@code ["vcard", [["fn", {}, "text", "Example AS"], …]]}. */
    private static Optional<String> name(Object entity) {
        List<Object> card = Fields.list(entity, "vcardArray");
        if (card.size() < 2 || !(card.get(1) instanceof List<?> properties)) {
            return Optional.empty();
        }
        return properties.stream()
                .filter(property -> property instanceof List<?>)
                .map(property -> (List<?>) property)
                .filter(property -> property.size() > 3 && "fn".equals(property.get(0)))
                .map(property -> String.valueOf(property.get(3)))
                .findFirst();
    }
}
