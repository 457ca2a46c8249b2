package dev.nordbox.appliance.external;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a Secret shows which ExternalSecret made it, in External Secrets' own words. */
public final class Marks {
    public static final String MANAGED = "reconcile.external-secrets.io/managed";
    public static final String CREATED_BY = "reconcile.external-secrets.io/created-by";
    public static final String DATA_HASH = "reconcile.external-secrets.io/data-hash";

    /** What External Secrets holds its objects by until it has tidied up after them. */
    public static final String FINALIZER =
            "externalsecrets.external-secrets.io/externalsecret-cleanup";

    /** Of a Secret that names none. */
    static final String STANDARD_TYPE = "Opaque";

    private static final String OWNER = "externalsecrets.external-secrets.io/";
    private static final int LONGEST_MANAGER = 63;

    private Marks() {}

    /** Who an ExternalSecret is in {@code metadata.managedFields} of its Secret. */
    public static String fieldManager(String externalSecret) {
        String manager = OWNER + externalSecret;
        return manager.length() > LONGEST_MANAGER
                ? OWNER + "sha3/" + GoHash.of(externalSecret)
                : manager;
    }

    /** The value of {@link #CREATED_BY}. */
    public static String createdBy(String namespace, String name) {
        return GoHash.of(namespace + "/" + name);
    }

    /** It was made for this ExternalSecret, or taken over by it. */
    static boolean areOf(LiveObject external, Map<String, Object> secret) {
        String mark = createdBy(external.key().namespace(), external.key().name());
        return Fields.text(secret, "metadata", "labels", CREATED_BY).equals(Optional.of(mark))
                || Fields.list(secret, "metadata", "ownerReferences").stream()
                        .anyMatch(
                                one -> Fields.text(one, "uid").equals(Optional.of(external.uid())));
    }

    /** Its type was said by that manager. */
    static boolean areOfType(String manager, Map<String, Object> secret) {
        return ownedBy(manager, secret).contains("type");
    }

    /** The names below a field that a manager owns: {@code data}, {@code metadata.labels}. */
    static List<String> ownedBy(String manager, Map<String, Object> secret, String... field) {
        String[] path = new String[field.length + 1];
        path[0] = "fieldsV1";
        for (int i = 0; i < field.length; i++) {
            path[i + 1] = "f:" + field[i];
        }
        return Fields.list(secret, "metadata", "managedFields").stream()
                .filter(entry -> Fields.text(entry, "manager").equals(Optional.of(manager)))
                .flatMap(entry -> Fields.map(entry, path).keySet().stream())
                .filter(name -> name.startsWith("f:"))
                .map(name -> name.substring(2))
                .toList();
    }

    /** Nobody has changed the Secret since it was written. */
    static boolean areSound(Map<String, Object> secret) {
        return Fields.text(secret, "metadata", "labels", MANAGED).equals(Optional.of("true"))
                && Fields.text(secret, "metadata", "annotations", DATA_HASH)
                        .equals(Optional.of(GoHash.ofData(SecretData.of(secret))));
    }
}
