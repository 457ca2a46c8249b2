package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.Shape;
import dev.nordbox.appliance.manifest.Fields;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A Vault, as a SecretStore or ClusterSecretStore names it; all of it is honoured.
 *
 * @param server scheme, host and port, and a path before Vault's own if there is one
 * @param path where the engine is mounted; absent: each key begins with it
 * @param second version 2 of the KV engine, else version 1
 * @param namespace of Vault; {@code ""} for none
 * @param authNamespace where one logs in
 * @param auth absent: no token is sent, as for a proxy that adds its own
 */
public record VaultStore(
        URI server,
        Optional<String> path,
        boolean second,
        String namespace,
        String authNamespace,
        Map<String, String> headers,
        Optional<Authorities> authorities,
        boolean readYourWrites,
        boolean forwardInconsistent,
        Optional<VaultAuth> auth) {

    private static final String AUTH = "spec.provider.vault.auth";
    private static final Duration LIFETIME = Duration.ofSeconds(600);

    public VaultStore {
        headers = Map.copyOf(headers);
    }

    /**
     * @param content the whole store
     * @throws CannotSync with all that is not honoured, by name
     */
    public static VaultStore read(Map<String, Object> content) throws CannotSync {
        Map<String, Object> spec = Fields.map(content, "spec");
        List<String> problems = new ArrayList<>(StoreShape.SPEC.problems("spec", spec));
        Map<String, Object> vault = Fields.map(spec, "provider", "vault");
        Optional<URI> server = server(Fields.text(vault, "server").orElse(""));
        if (Fields.at(spec, "provider", "vault").isEmpty() && problems.isEmpty()) {
            problems.add("spec.provider.vault: has to be there");
        } else if (server.isEmpty() && !vault.isEmpty()) {
            problems.add("spec.provider.vault.server: write it as https://vault.example.no:8200");
        }
        String namespace = Fields.text(vault, "namespace").orElse("");
        boolean second = !Fields.text(vault, "version").equals(Optional.of("v1"));
        Optional<VaultAuth> auth = Fields.at(vault, "auth").flatMap(one -> auth(one, problems));
        Optional<Authorities> authorities = authorities(vault, problems);
        if (!problems.isEmpty()) {
            throw CannotSync.data(String.join("; ", problems));
        }
        return new VaultStore(
                server.orElseThrow(),
                Fields.text(vault, "path").map(path -> mount(path, second)),
                second,
                namespace,
                Fields.text(vault, "auth", "namespace").orElse(namespace),
                headers(vault),
                authorities,
                Fields.at(vault, "readYourWrites").equals(Optional.of(true)),
                Fields.at(vault, "forwardInconsistent").equals(Optional.of(true)),
                auth);
    }

    /** It logs in as whoever reads from it, so it cannot be tried by itself. */
    public boolean dependsOnTheReader() {
        if (auth.isEmpty()) {
            return false;
        }
        if (auth.get() instanceof VaultAuth.Token token) {
            return token.token().namespace().isEmpty();
        } else if (auth.get() instanceof VaultAuth.AppRole role) {
            return role.secretId().namespace().isEmpty();
        }
        VaultAuth.ServiceAccount account = (VaultAuth.ServiceAccount) auth.get();
        return account.account().filter(one -> one.namespace().isEmpty()).isPresent()
                || account.token().filter(one -> one.namespace().isEmpty()).isPresent();
    }

    private static Optional<URI> server(String text) {
        try {
            URI server = URI.create(text.trim().replaceAll("/+$", ""));
            boolean usable =
                    server.getHost() != null
                            && server.getUserInfo() == null
                            && server.getQuery() == null
                            && Set.of("http", "https").contains(server.getScheme());
            return usable ? Optional.of(server) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** With version 2's own {@code /data} behind it or without, as External Secrets' type says. */
    private static String mount(String path, boolean second) {
        String mount = path.replaceAll("^/+|/+$", "");
        return second ? mount.replaceAll("(?<=[^/])/data$", "") : mount;
    }

    private static Map<String, String> headers(Object vault) {
        Map<String, String> headers = new LinkedHashMap<>();
        Fields.map(vault, "headers")
                .forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return headers;
    }

    private static Optional<Authorities> authorities(Object vault, List<String> problems) {
        Optional<String> bundle = Fields.text(vault, "caBundle").filter(text -> !text.isEmpty());
        if (bundle.isPresent() && Fields.at(vault, "caProvider").isPresent()) {
            problems.add("spec.provider.vault: only one of caBundle, caProvider can be honoured");
        }
        if (bundle.isPresent()) {
            try {
                byte[] pem = Base64.getMimeDecoder().decode(bundle.get());
                return Optional.of(
                        new Authorities.Bundle(new String(pem, StandardCharsets.ISO_8859_1)));
            } catch (IllegalArgumentException e) {
                problems.add("spec.provider.vault.caBundle: has to be PEM in Base64");
            }
        }
        return Fields.at(vault, "caProvider")
                .map(
                        one ->
                                new Authorities.Provided(
                                        Fields.text(one, "type").orElse("Secret"),
                                        Fields.text(one, "name").orElse(""),
                                        Fields.text(one, "key").orElse(""),
                                        Fields.text(one, "namespace")));
    }

    private static Optional<VaultAuth> auth(Object auth, List<String> problems) {
        single(AUTH, auth, problems, "tokenSecretRef", "appRole", "kubernetes", "jwt");
        single(AUTH + ".appRole", Fields.map(auth, "appRole"), problems, "roleId", "roleRef");
        single(
                AUTH + ".kubernetes",
                Fields.map(auth, "kubernetes"),
                problems,
                "serviceAccountRef",
                "secretRef");
        single(
                AUTH + ".jwt",
                Fields.map(auth, "jwt"),
                problems,
                "secretRef",
                "kubernetesServiceAccountToken");
        Optional<Object> token = Fields.at(auth, "tokenSecretRef");
        if (token.isPresent()) {
            return Optional.of(new VaultAuth.Token(secret(token.get(), "")));
        }
        Optional<Object> appRole = Fields.at(auth, "appRole");
        if (appRole.isPresent()) {
            return Optional.of(appRole(appRole.get(), problems));
        }
        Optional<Object> kubernetes = Fields.at(auth, "kubernetes");
        if (kubernetes.isPresent()) {
            return Optional.of(kubernetes(kubernetes.get(), problems));
        }
        Optional<Object> jwt = Fields.at(auth, "jwt");
        if (jwt.isPresent()) {
            return Optional.of(jwt(jwt.get(), problems));
        }
        if (problems.isEmpty()) {
            problems.add("cannot initialize Vault client: no valid auth method specified");
        }
        return Optional.empty();
    }

    /** None is told elsewhere, in External Secrets' own words. */
    private static void single(String path, Object auth, List<String> problems, String... fields) {
        if (Stream.of(fields).anyMatch(field -> Fields.at(auth, field).isPresent())) {
            Shape.oneOfThese(path, auth, problems, fields);
        }
    }

    private static VaultAuth appRole(Object appRole, List<String> problems) {
        Optional<String> id =
                Fields.text(appRole, "roleId").map(String::trim).filter(text -> !text.isEmpty());
        Optional<SecretRef> ref = Fields.at(appRole, "roleRef").map(one -> secret(one, ""));
        if (id.isEmpty() && ref.isEmpty()) {
            problems.add("invalid Auth.AppRole: neither `roleId` nor `roleRef` was supplied");
        }
        return new VaultAuth.AppRole(
                Fields.text(appRole, "path").orElse("approle"),
                id,
                ref,
                secret(Fields.map(appRole, "secretRef"), ""));
    }

    private static VaultAuth kubernetes(Object kubernetes, List<String> problems) {
        Optional<AccountRef> account =
                Fields.at(kubernetes, "serviceAccountRef").map(one -> account(one, List.of()));
        Optional<SecretRef> token =
                Fields.at(kubernetes, "secretRef").map(one -> secret(one, "token"));
        if (account.isEmpty() && token.isEmpty()) {
            problems.add(
                    "spec.provider.vault.auth.kubernetes: the controller has no service account of"
                            + " its own; name serviceAccountRef or secretRef");
        }
        return new VaultAuth.ServiceAccount(
                Fields.text(kubernetes, "mountPath").orElse("kubernetes"),
                Fields.text(kubernetes, "role").orElse(""),
                account,
                token,
                LIFETIME);
    }

    private static VaultAuth jwt(Object jwt, List<String> problems) {
        Optional<SecretRef> token = Fields.at(jwt, "secretRef").map(one -> secret(one, ""));
        Map<String, Object> made = Fields.map(jwt, "kubernetesServiceAccountToken");
        if (token.isEmpty() && Fields.at(jwt, "kubernetesServiceAccountToken").isEmpty()) {
            problems.add(
                    "neither `secretRef` nor `kubernetesServiceAccountToken` was supplied as token"
                            + " source for jwt authentication");
        }
        List<String> audiences =
                Fields.at(made, "audiences").isPresent()
                        ? texts(made, "audiences")
                        : List.of("vault");
        long seconds = Fields.number(made, "expirationSeconds");
        return new VaultAuth.ServiceAccount(
                Fields.text(jwt, "path").orElse("jwt"),
                Fields.text(jwt, "role").orElse("").trim(),
                token.isPresent()
                        ? Optional.empty()
                        : Fields.at(made, "serviceAccountRef").map(one -> account(one, audiences)),
                token,
                seconds > 0 ? Duration.ofSeconds(seconds) : LIFETIME);
    }

    private static SecretRef secret(Object ref, String otherwise) {
        return new SecretRef(
                Fields.text(ref, "name").orElse(""),
                Fields.text(ref, "key").filter(key -> !key.isEmpty()).orElse(otherwise),
                Fields.text(ref, "namespace"));
    }

    private static AccountRef account(Object ref, List<String> moreAudiences) {
        List<String> audiences = new ArrayList<>(texts(ref, "audiences"));
        audiences.addAll(moreAudiences);
        return new AccountRef(
                Fields.text(ref, "name").orElse(""), Fields.text(ref, "namespace"), audiences);
    }

    private static List<String> texts(Object object, String field) {
        return Fields.list(object, field).stream().map(String::valueOf).toList();
    }
}
