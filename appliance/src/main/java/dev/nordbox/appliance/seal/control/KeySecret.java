package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.appliance.seal.SealingKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A sealing key as a Secret, the way Bitnami's controller keeps it: its backups restore here. */
public final class KeySecret {
    /**
     * Where keys lie: beside the controller, says upstream, and both its manifest and k3s' add-ons
     * put that into {@code kube-system}, where kubeseal looks unless told otherwise.
     */
    public static final String NAMESPACE = "kube-system";

    public static final String LABEL = "sealedsecrets.bitnami.com/sealed-secrets-key";
    public static final String ACTIVE = "active";

    /** Also the name of the one key of very old installations, which has no label. */
    public static final String PREFIX = "sealed-secrets-key";

    private static final String TYPE = "kubernetes.io/tls";

    private KeySecret() {}

    /** Whether an object (its metadata suffices) is a key, in use or not. */
    static boolean isOne(Map<String, Object> object) {
        return label(object).isPresent()
                || Fields.text(object, "metadata", "name").equals(Optional.of(PREFIX));
    }

    /** One in use; any other value of the label, as {@code compromised}, takes it out of use. */
    public static boolean isActive(Map<String, Object> object) {
        return isOne(object) && labelled(object).equals(ACTIVE);
    }

    /** Its label says so; an object without one was never put out of use. */
    public static boolean isOutOfUse(Map<String, Object> object) {
        return !labelled(object).equals(ACTIVE);
    }

    /** What its label says; a key without one is active. */
    static String labelled(Map<String, Object> object) {
        return label(object).orElse(ACTIVE);
    }

    /** One in use that says so itself. */
    static boolean isLabelled(Map<String, Object> object) {
        return label(object).equals(Optional.of(ACTIVE));
    }

    private static Optional<String> label(Map<String, Object> object) {
        return Fields.text(object, "metadata", "labels", LABEL);
    }

    /**
     * @throws SealingException when it holds no usable pair
     */
    public static SealingKey read(Map<String, Object> secret) throws SealingException {
        return SealingKey.parse(pem(secret, "tls.key"), pem(secret, "tls.crt"));
    }

    /**
     * One that has to do no more than unseal: its certificate may be lost, or of another key.
     *
     * @throws SealingException when it holds no usable private key
     */
    public static SealingKey recovered(Map<String, Object> secret, Instant now, SecureRandom random)
            throws SealingException {
        return SealingKey.recovered(pem(secret, "tls.key"), now, random);
    }

    private static String pem(Map<String, Object> secret, String key) throws SealingException {
        Optional<String> value = Fields.text(secret, "data", key);
        if (value.isEmpty()) {
            return Fields.text(secret, "stringData", key)
                    .orElseThrow(() -> new SealingException("it has no data." + key));
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(value.get().replaceAll("[\r\n]", ""));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new SealingException("data." + key + " is not base64");
        }
    }

    public static Manifest of(SealingKey key, String name) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("namespace", NAMESPACE);
        metadata.put("labels", Map.of(LABEL, ACTIVE));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "v1");
        content.put("kind", "Secret");
        content.put("metadata", metadata);
        content.put("type", TYPE);
        content.put(
                "data",
                Map.of(
                        "tls.key", base64(key.privatePem()),
                        "tls.crt", base64(key.certificate().pem())));
        return Manifest.of(content, "sealing key");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
