package dev.nordbox.appliance;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells a controller on this machine of a push, as a Git host does that signs. */
final class SignedPush {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI receiver;
    private final String secret;
    private final String body;

    /**
     * @param url of the repository that is pushed to
     */
    SignedPush(int port, String secret, String url) {
        this.receiver = URI.create("http://127.0.0.1:" + port + "/webhook");
        this.secret = secret;
        this.body =
                "{\"ref\": \"refs/heads/main\", \"repository\": {\"clone_url\": \"" + url + "\"}}";
    }

    /** Loads what a request needs here, which is no part of what is measured. */
    void warmUp() throws Exception {
        expect(403, "sha256=" + hmac("another " + secret));
    }

    void send() throws Exception {
        expect(202, "sha256=" + hmac(secret));
    }

    private void expect(int status, String signature) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(receiver)
                        .header("Content-Type", "application/json")
                        .header("X-GitHub-Event", "push")
                        .header("X-Hub-Signature-256", signature)
                        .POST(BodyPublishers.ofString(body))
                        .build();
        int answer = client.send(request, BodyHandlers.discarding()).statusCode();
        if (answer != status) {
            throw new IllegalStateException(receiver + " answers " + answer);
        }
    }

    private String hmac(String key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
