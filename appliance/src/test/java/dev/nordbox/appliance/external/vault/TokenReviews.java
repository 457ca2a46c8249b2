package dev.nordbox.appliance.external.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;

/** The one answer of an API server that Kubernetes logins ask for: whose token it is. */
final class TokenReviews implements AutoCloseable {
    private final HttpServer http;

    TokenReviews() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/apis/authentication.k8s.io/v1/tokenreviews", this::review);
        http.start();
    }

    /** Of the login method; the certificate is asked for and not used. */
    Map<String, Object> configuration() {
        try {
            byte[] certificate =
                    TlsVaultTest.certificate(
                                    KeyPairGenerator.getInstance("EC").generateKeyPair(), "none")
                            .getEncoded();
            return Map.of(
                    "kubernetes_host",
                    "http://127.0.0.1:" + http.getAddress().getPort(),
                    "kubernetes_ca_cert",
                    TrialJwt.pem("CERTIFICATE", certificate),
                    "disable_local_ca_jwt",
                    true);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void review(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, Object> asked = Json.parse(exchange.getRequestBody().readAllBytes());
            Map<String, Object> claims =
                    TrialJwt.claims(Fields.text(asked, "spec", "token").orElseThrow());
            Map<String, Object> user =
                    Map.of(
                            "username",
                            claims.get("sub"),
                            "uid",
                            Fields.text(claims, "kubernetes.io", "serviceaccount", "uid")
                                    .orElseThrow(),
                            "groups",
                            List.of("system:serviceaccounts"));
            byte[] answer =
                    Json.print(
                            Map.of(
                                    "apiVersion",
                                    "authentication.k8s.io/v1",
                                    "kind",
                                    "TokenReview",
                                    "status",
                                    Map.of(
                                            "authenticated",
                                            true,
                                            "user",
                                            user,
                                            "audiences",
                                            claims.get("aud"))));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
