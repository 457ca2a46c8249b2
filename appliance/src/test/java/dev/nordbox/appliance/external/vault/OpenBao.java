package dev.nordbox.appliance.external.vault;

import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.BuildCache;
import dev.nordbox.appliance.manifest.Fields;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A real OpenBao of {@code ci/openbao}, in memory, on a port of loopback. It makes the KV engine of
 * version 2 itself.
 */
final class OpenBao implements VaultServer, AutoCloseable {
    private static final String READER =
            "path \"secret/*\" { capabilities = [\"read\", \"list\"] }";

    private final Path folder = Files.createTempDirectory("nordbox-openbao-");
    private final int port = freePort();
    private final String rootToken = "root-" + UUID.randomUUID();
    private final TokenReviews reviews = new TokenReviews();
    private final Process process;

    private OpenBao() throws IOException {
        ProcessBuilder server =
                new ProcessBuilder(
                        program(),
                        "server",
                        "-dev",
                        "-dev-no-store-token",
                        "-dev-listen-address=127.0.0.1:" + port);
        server.environment().keySet().removeIf(name -> name.matches("(BAO|VAULT)_.*"));
        server.environment().put("BAO_DEV_ROOT_TOKEN_ID", rootToken);
        server.environment().put("HOME", folder.toString());
        process =
                server.directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
    }

    static OpenBao start() throws Exception {
        OpenBao server = new OpenBao();
        try {
            await().atMost(Duration.ofMinutes(1)).until(server::isReady);
            server.send("POST", "sys/mounts/kv", Map.of("type", "kv"));
            server.send("POST", "sys/policies/acl/reader", Map.of("policy", READER));
            return server;
        } catch (RuntimeException e) {
            String log = Files.readString(server.folder.resolve("log"));
            server.close();
            throw new IllegalStateException("OpenBao does not start:\n" + log, e);
        }
    }

    /** The engine of version 2 is the last that it makes. */
    private boolean isReady() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("it has ended with " + process.exitValue());
        }
        HttpRequest look =
                HttpRequest.newBuilder(URI.create(address() + "/v1/secret/config"))
                        .header("X-Vault-Token", rootToken)
                        .build();
        try {
            return HttpClient.newHttpClient()
                            .send(look, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The one of {@code NORDBOX_OPENBAO}, else the newest in the cache. */
    private static String program() throws IOException {
        String named = System.getenv("NORDBOX_OPENBAO");
        if (named != null) {
            return named;
        }
        Path cache = BuildCache.resolve("openbao");
        if (Files.isDirectory(cache)) {
            try (Stream<Path> versions = Files.list(cache)) {
                return versions.max(Comparator.naturalOrder()).orElseThrow() + "/bao";
            }
        }
        throw new IOException("no OpenBao; run ci/openbao");
    }

    /** With the next one, on which it waits for others of a cluster. */
    private static int freePort() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        while (true) {
            try (ServerSocket one = new ServerSocket(0, 1, here);
                    ServerSocket next = new ServerSocket(one.getLocalPort() + 1, 1, here)) {
                return next.getLocalPort() - 1;
            } catch (BindException e) {
                continue; // the next one is taken
            }
        }
    }

    @Override
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public String rootToken() {
        return rootToken;
    }

    @Override
    public void admitAppRole(String mount, String roleId, String secretId) {
        send("POST", "sys/auth/" + mount, Map.of("type", "approle"));
        String role = "auth/" + mount + "/role/reader";
        send("POST", role, Map.of("token_policies", List.of("reader")));
        send("POST", role + "/role-id", Map.of("role_id", roleId));
        send("POST", role + "/custom-secret-id", Map.of("secret_id", secretId));
    }

    @Override
    public void admitJwt(String mount, String role, String audience, TrialJwt issuer) {
        send("POST", "sys/auth/" + mount, Map.of("type", "jwt"));
        send(
                "POST",
                "auth/" + mount + "/config",
                Map.of("jwt_validation_pubkeys", List.of(issuer.publicPem())));
        send(
                "POST",
                "auth/" + mount + "/role/" + role,
                Map.of(
                        "role_type",
                        "jwt",
                        "user_claim",
                        "sub",
                        "bound_audiences",
                        List.of(audience),
                        "token_policies",
                        List.of("reader")));
    }

    @Override
    public void admitAccount(String mount, String role, String account, String audience) {
        send("POST", "sys/auth/" + mount, Map.of("type", "kubernetes"));
        send("POST", "auth/" + mount + "/config", reviews.configuration());
        String[] place = account.split(":");
        send(
                "POST",
                "auth/" + mount + "/role/" + role,
                Map.of(
                        "bound_service_account_namespaces",
                        List.of(place[0]),
                        "bound_service_account_names",
                        List.of(place[1]),
                        "audience",
                        audience,
                        "token_policies",
                        List.of("reader")));
    }

    @Override
    public int tokens() {
        return Fields.list(send("LIST", "auth/token/accessors", Map.of()), "data", "keys").size();
    }

    @Override
    public void close() throws IOException {
        reviews.close();
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
