package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.catalog.RepositoryAddress;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.GitLogin;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of Argo CD's Secrets about repositories: {@code repository} for one, {@code repo-creds} for
 * all whose URL begins like its own.
 *
 * @param name with the namespace, for messages
 * @param template it is for all that begin so
 * @param fields all that it holds; never to be shown
 */
record RepositorySecret(String name, boolean template, String url, Map<String, String> fields) {

    static final String TYPE_LABEL = "argocd.argoproj.io/secret-type";

    private static final String FOR_ONE = "repository";
    private static final String FOR_MANY = "repo-creds";

    /** What would be another connection than the one that was asked for if it were left out. */
    private static final Map<String, String> NOT_HONOURED =
            Map.ofEntries(
                    Map.entry(
                            "insecure",
                            "put the certificate of the host's authority into the ConfigMap"
                                    + " argocd-tls-certs-cm"),
                    Map.entry(
                            "insecureIgnoreHostKey",
                            "pin the host's key in the ConfigMap argocd-ssh-known-hosts-cm"),
                    Map.entry("tlsClientCertData", "use a password, a token or a deploy key"),
                    Map.entry("tlsClientCertKey", "use a password, a token or a deploy key"),
                    Map.entry("bearerToken", "write the token as password, with a username"),
                    Map.entry("githubAppID", "use a deploy key or a token"),
                    Map.entry("githubAppPrivateKey", "use a deploy key or a token"),
                    Map.entry("gcpServiceAccountKey", "use a deploy key or a token"),
                    Map.entry("useAzureWorkloadIdentity", "use a deploy key or a token"),
                    Map.entry("proxy", "let the box reach the host directly"),
                    Map.entry(
                            "project",
                            "leave it out, and say in the AppProjects' sourceRepos who may use it"));

    /** Of another type than Git, or no such Secret: not for us. */
    static Optional<RepositorySecret> of(LiveObject secret) {
        String type = Fields.text(secret.content(), "metadata", "labels", TYPE_LABEL).orElse("");
        Map<String, String> fields = decoded(Fields.map(secret.content(), "data"));
        String kind = fields.getOrDefault("type", "");
        boolean git = kind.isEmpty() || kind.equals("git");
        boolean ours = type.equals(FOR_ONE) || type.equals(FOR_MANY);
        return git && ours && !fields.getOrDefault("url", "").isBlank()
                ? Optional.of(
                        new RepositorySecret(
                                secret.key().namespace() + "/" + secret.key().name(),
                                type.equals(FOR_MANY),
                                fields.get("url").trim(),
                                fields))
                : Optional.empty();
    }

    private static Map<String, String> decoded(Map<String, Object> data) {
        Map<String, String> decoded = new HashMap<>();
        data.forEach(
                (key, value) -> {
                    if (value instanceof String text) {
                        byte[] bytes = Base64.getMimeDecoder().decode(text);
                        decoded.put(key, new String(bytes, StandardCharsets.UTF_8));
                    }
                });
        return decoded;
    }

    /** It is of this very repository, whatever the way there. */
    boolean isOf(GitUrl other) {
        return !template
                && RepositoryAddress.of(url).equals(RepositoryAddress.of(other.toString()));
    }

    /**
     * How much of the URL it names: the longest one counts. Empty when it is for others, and for
     * another host, port or scheme in any case.
     */
    Optional<Integer> covers(GitUrl other) {
        return template ? UrlPrefix.parse(url).flatMap(p -> p.covers(other)) : Optional.empty();
    }

    /** What it is good for, the best last. */
    enum Worth {
        UNUSABLE,
        /** It makes the repository known, and leaves the key to a template. */
        NAMES,
        OPENS
    }

    Worth worth(GitUrl to) {
        boolean names = notHonoured().isEmpty() && !isSet("password") && !isSet("sshPrivateKey");
        if (names) {
            return Worth.NAMES;
        }
        return objection(to).isEmpty() ? Worth.OPENS : Worth.UNUSABLE;
    }

    /**
     * What it opens a URL with.
     *
     * @throws GitException when it asks for what is not honoured, or lacks what the scheme needs
     */
    GitLogin login(GitUrl to) throws GitException {
        Optional<String> objection = objection(to);
        if (objection.isPresent()) {
            throw unusable(objection.get());
        }
        if (to.scheme() == GitUrl.Scheme.SSH) {
            return new GitLogin.Key("in the Secret " + name, fields.get("sshPrivateKey"));
        }
        // A forge that takes a token does not mind which user it comes with.
        String username = isSet("username") ? fields.get("username") : "git";
        return new GitLogin.Password("the Secret " + name, username, fields.get("password"));
    }

    /** Why it does not open the URL; empty when it does. */
    private Optional<String> objection(GitUrl to) {
        List<String> objections = notHonoured();
        if (!objections.isEmpty()) {
            return Optional.of(String.join("; ", objections));
        }
        if (to.scheme() == GitUrl.Scheme.SSH) {
            return isSet("sshPrivateKey")
                    ? Optional.empty()
                    : Optional.of("it has no sshPrivateKey, which " + to + " needs; put one in");
        }
        return isSet("password")
                ? Optional.empty()
                : Optional.of(
                        "it has no password, which "
                                + to
                                + " needs; put one in, or name the repository by its SSH URL");
    }

    private List<String> notHonoured() {
        List<String> objections = new ArrayList<>();
        NOT_HONOURED.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(field -> isSet(field.getKey()))
                .map(field -> field.getKey() + " is not honoured, " + field.getValue())
                .forEach(objections::add);
        return objections;
    }

    private boolean isSet(String field) {
        String value = fields.getOrDefault(field, "").strip();
        return !value.isEmpty() && !value.equals("false");
    }

    private GitException unusable(String why) {
        return new GitException(
                Reason.SETUP,
                "the Secret " + name + " cannot be used: " + why,
                "change the Secret");
    }

    @Override
    public String toString() {
        return name + " for " + url;
    }
}
