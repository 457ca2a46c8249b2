package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.manifest.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a Secret together. */
final class SecretObject {
    private static final List<String> KEPT_METADATA =
            List.of("labels", "annotations", "finalizers");

    private SecretObject() {}

    /**
     * @param template gives labels, annotations, finalizers, type and immutability; its name and
     *     namespace count for nothing
     * @param data in base64
     */
    static Map<String, Object> of(
            SealedSecret sealed, Map<String, Object> template, Map<String, Object> data) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", sealed.name());
        if (!sealed.namespace().isEmpty()) {
            metadata.put("namespace", sealed.namespace());
        }
        for (String field : KEPT_METADATA) {
            Fields.at(template, "metadata", field).ifPresent(value -> metadata.put(field, value));
        }
        if (sealed.isWithoutOwner()) {
            Fields.at(template, "metadata", "ownerReferences")
                    .ifPresent(value -> metadata.put("ownerReferences", value));
        } else {
            metadata.put("ownerReferences", List.of(owner(sealed)));
        }
        Map<String, Object> secret = new LinkedHashMap<>();
        secret.put("apiVersion", "v1");
        secret.put("kind", "Secret");
        secret.put("metadata", metadata);
        Fields.text(template, "type")
                .filter(type -> !type.isEmpty())
                .ifPresent(type -> secret.put("type", type));
        Fields.at(template, "immutable")
                .filter(Boolean.class::isInstance)
                .ifPresent(immutable -> secret.put("immutable", immutable));
        secret.put("data", data);
        return secret;
    }

    private static Map<String, Object> owner(SealedSecret sealed) {
        Map<String, Object> owner = new LinkedHashMap<>();
        owner.put("apiVersion", SealedSecret.API_VERSION);
        owner.put("kind", SealedSecret.KIND);
        owner.put("name", sealed.name());
        owner.put("uid", sealed.uid());
        owner.put("controller", true);
        return owner;
    }
}
