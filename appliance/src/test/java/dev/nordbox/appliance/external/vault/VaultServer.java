package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** A Vault with a KV engine of version 2 at {@code secret}, and one of version 1 at {@code kv}. */
public interface VaultServer {

    URI address();

    String rootToken();

    /** As a person with curl would. */
    default void send(String method, String path, Map<String, Object> body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address() + "/v1/" + path))
                        .header("X-Vault-Token", rootToken())
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.print(body)))
                        .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
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
