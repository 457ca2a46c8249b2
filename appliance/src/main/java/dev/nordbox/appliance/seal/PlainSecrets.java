package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rule that no Secret lives in Git in the clear. Pure: a manifest in, an objection out.
 *
 * <p>Passes what is none: a Secret without a value; the Secret that Kubernetes fills with a
 * ServiceAccount's token; certificates without a private key. A Secret that a {@code
 * secretGenerator} makes is one like any other.
 */
public final class PlainSecrets {

    /** What becomes of a plain Secret. */
    public enum Policy {
        /** It is not applied, nor is anything of its application. */
        REFUSE,
        WARN
    }

    /**
     * @param message names file, line, keys and the command that seals it; never a value
     */
    public record Objection(Manifest manifest, Policy policy, String message) {}

    private static final String TOKEN = "kubernetes.io/service-account-token";
    private static final String ACCOUNT = "kubernetes.io/service-account.name";

    /** Public parts of a token Secret, as Kubernetes writes them. */
    private static final Set<String> PUBLIC_IN_TOKEN = Set.of("ca.crt", "namespace");

    private static final Pattern CERTIFICATES =
            Pattern.compile(
                    "(?:[^-]*-----BEGIN (?:TRUSTED )?CERTIFICATE-----[A-Za-z0-9+/=\\s]+"
                            + "-----END (?:TRUSTED )?CERTIFICATE-----)+\\s*");
    private static final int LONGEST_BUNDLE = 1 << 20;

    private final Policy policy;

    public PlainSecrets(Policy policy) {
        this.policy = policy;
    }

    /** Empty for everything that may live in Git as it is. */
    public Optional<Objection> objection(Manifest manifest) {
        if (!manifest.key().group().isEmpty() || !manifest.key().kind().equals("Secret")) {
            return Optional.empty();
        }
        Set<String> keys = secretKeys(manifest);
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new Objection(manifest, policy, message(manifest, keys)));
    }

    /** What there is to say of many, in their order. */
    public List<String> messages(Stream<Manifest> manifests) {
        return manifests
                .map(this::objection)
                .flatMap(Optional::stream)
                .map(Objection::message)
                .toList();
    }

    private static Set<String> secretKeys(Manifest manifest) {
        Map<String, Object> values = new LinkedHashMap<>(Fields.map(manifest.content(), "data"));
        values.replaceAll((key, value) -> decoded(value));
        values.putAll(Fields.map(manifest.content(), "stringData"));
        boolean token =
                Fields.text(manifest.content(), "type").equals(Optional.of(TOKEN))
                        && manifest.annotation(ACCOUNT).isPresent();
        Set<String> keys = new TreeSet<>();
        values.forEach(
                (key, value) -> {
                    boolean open = token && PUBLIC_IN_TOKEN.contains(key);
                    String text = String.valueOf(value);
                    if (value != null && !text.isEmpty() && !open && !isCertificate(text)) {
                        keys.add(key);
                    }
                });
        return keys;
    }

    /** What is not base64 is no less in the clear. */
    private static String decoded(@org.jspecify.annotations.Nullable Object value) {
        if (!(value instanceof String text)) {
            return value == null ? "" : value.toString();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text.replaceAll("\\s", ""));
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static boolean isCertificate(String text) {
        return text.length() < LONGEST_BUNDLE
                && text.contains("-----BEGIN")
                && !text.contains("PRIVATE")
                && CERTIFICATES.matcher(text).matches();
    }

    private static String message(Manifest manifest, Set<String> keys) {
        String name =
                (manifest.key().namespace().isEmpty() ? "" : manifest.key().namespace() + "/")
                        + manifest.key().name();
        return manifest.origin()
                + ": the Secret "
                + name
                + " is in the clear ("
                + String.join(", ", keys)
                + "); "
                + new SealingAdvice(manifest, keys).text()
                + ". Change the values too: they stay in the history";
    }
}
