package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.LastApplied;
import dev.nordbox.appliance.seal.Unlocking.Opened;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Makes the SealedSecret of a Secret, as {@code kubeseal} does, and seals one anew. */
public final class Sealing {
    private static final String[] OF_THE_SERVER = {
        "selfLink",
        "uid",
        "resourceVersion",
        "generation",
        "creationTimestamp",
        "deletionTimestamp",
        "deletionGracePeriodSeconds",
        "managedFields",
        "ownerReferences"
    };

    private final SealingCertificate certificate;
    private final SecureRandom random;

    public Sealing(SealingCertificate certificate, SecureRandom random) {
        this.certificate = certificate;
        this.random = random;
    }

    /**
     * @param secret named, and in a namespace unless it is sealed cluster-wide
     * @throws SealingException when a value is not base64, or too long
     */
    public Map<String, Object> seal(Map<String, Object> secret, Scope scope)
            throws SealingException {
        String name = Fields.text(secret, "metadata", "name").orElse("");
        String namespace = Fields.text(secret, "metadata", "namespace").orElse("");
        Label label = new Label(scope, namespace, name);
        Map<String, Object> sealed = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : values(secret).entrySet()) {
            sealed.put(
                    entry.getKey(),
                    SealedItem.seal(certificate, label, entry.getValue(), random).base64());
        }
        Map<String, Object> templateMetadata = metadata(secret, scope);
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("metadata", templateMetadata);
        Fields.text(secret, "type").ifPresent(type -> template.put("type", type));
        Fields.at(secret, "immutable").ifPresent(flag -> template.put("immutable", flag));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        Map<String, Object> annotations = scope.annotate(Map.of());
        if (!annotations.isEmpty()) {
            metadata.put("annotations", annotations);
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("encryptedData", sealed);
        spec.put("template", template);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", SealedSecret.API_VERSION);
        object.put("kind", SealedSecret.KIND);
        object.put("metadata", metadata);
        object.put("spec", spec);
        return object;
    }

    private static Map<String, Object> metadata(Map<String, Object> secret, Scope scope) {
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.map(secret, "metadata"));
        for (String field : OF_THE_SERVER) {
            metadata.remove(field);
        }
        Map<String, Object> annotations =
                scope.annotate(Fields.map(secret, "metadata", "annotations"));
        annotations.keySet().removeAll(LastApplied.ANNOTATIONS);
        metadata.remove("annotations");
        if (!annotations.isEmpty()) {
            metadata.put("annotations", annotations);
        }
        return metadata;
    }

    /** {@code data}, and {@code stringData} over it. */
    private static Map<String, byte[]> values(Map<String, Object> secret) throws SealingException {
        Map<String, byte[]> values = new TreeMap<>();
        for (Map.Entry<String, Object> entry : Fields.map(secret, "data").entrySet()) {
            values.put(entry.getKey(), decode(entry.getKey(), entry.getValue()));
        }
        for (Map.Entry<String, Object> entry : Fields.map(secret, "stringData").entrySet()) {
            if (!(entry.getValue() instanceof String text)) {
                throw new SealingException("stringData." + entry.getKey() + " is not text");
            }
            values.put(entry.getKey(), text.getBytes(StandardCharsets.UTF_8));
        }
        return values;
    }

    private static byte[] decode(String key, @org.jspecify.annotations.Nullable Object value)
            throws SealingException {
        if (value == null) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(((String) value).replaceAll("[\r\n]", ""));
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new SealingException("data." + key + " is not base64; use stringData for text");
        }
    }

    /**
     * A value for the same place. What is under this key already stays as it is, so that files do
     * not change for nothing.
     */
    String anew(Opened opened, Label label, String present) throws SealingException {
        return opened.key().fingerprint().equals(certificate.fingerprint())
                ? present
                : SealedItem.seal(certificate, label, opened.value(), random).base64();
    }
}
