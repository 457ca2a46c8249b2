package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A Vault with a KV engine of version 2 at {@code secret}, and one of version 1 at {@code kv}. */
public interface VaultServer {

    URI address();

    String rootToken();

    /** A role that reads {@code secret} and nothing else, as those of the others do. */
    void admitAppRole(String mount, String roleId, String secretId);

    void admitJwt(String mount, String role, String audience, TrialJwt issuer);

    /**
     * @param account {@code namespace:name}
     * @param audience {@code ""} for any
     */
    void admitAccount(String mount, String role, String account, String audience);

    /** How many tokens have not ended. */
    int tokens();

    /** As a person with curl would. */
    default Map<String, Object> send(String method, String path, Map<String, Object> body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address() + "/v1/" + path))
                        .header("X-Vault-Token", rootToken())
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.print(body)))
                        .build();
        try {
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        "%s %s: %d %s"
                                .formatted(
                                        method,
                                        path,
                                        answer.statusCode(),
                                        new String(answer.body(), StandardCharsets.UTF_8)));
            }
            return answer.statusCode() == 204 ? Map.of() : Json.parse(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A new version of a secret. */
    default void put(String key, Map<String, Object> data) {
        send("POST", "secret/data/" + key, Map.of("data", data));
    }

    default void describe(String key, Map<String, Object> customMetadata) {
        send("POST", "secret/metadata/" + key, Map.of("custom_metadata", customMetadata));
    }

    /** Its newest version. */
    default void delete(String key) {
        send("DELETE", "secret/data/" + key, Map.of());
    }

    default void putFirst(String key, Map<String, Object> data) {
        send("POST", "kv/" + key, data);
    }
}
