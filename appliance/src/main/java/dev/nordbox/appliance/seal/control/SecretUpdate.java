package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.FixedType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an existing Secret has to become, by the rules of Bitnami's controller: what is not under
 * our hand is refused; what is gets the unsealed data, labels and annotations in place of its own,
 * or among its own when it is annotated to be patched.
 */
final class SecretUpdate {
    private static final String MANAGED = "sealedsecrets.bitnami.com/managed";
    private static final String PATCH = "sealedsecrets.bitnami.com/patch";

    private final LiveObject live;
    private final Map<String, Object> wanted;
    private final boolean managed;
    private final boolean patched;

    SecretUpdate(LiveObject live, Map<String, Object> wanted) {
        this.live = live;
        this.wanted = wanted;
        this.managed = live.annotation(MANAGED).equals(Optional.of("true"));
        this.patched = live.annotation(PATCH).equals(Optional.of("true"));
    }

    /** Why the Secret may not, or cannot, be changed; empty when it can. */
    Optional<String> refusal(String sealedSecretUid) {
        String name = live.key().name();
        if (!isControlledBy(sealedSecretUid) && !managed && !patched) {
            return Optional.of(
                    "failed update: Resource \""
                            + name
                            + "\" already exists and is not managed by SealedSecret; delete it, or"
                            + " annotate it with "
                            + MANAGED
                            + ": \"true\""
                            + (isWantedWithoutHand()
                                    ? "; as skip-set-owner-references leaves it without an owner,"
                                            + " spec.template.metadata.annotations need that, too"
                                    : ""));
        }
        if (!isChange()) {
            return Optional.empty();
        }
        Optional<String> fixed = FixedType.refusal(live.content(), wanted);
        if (fixed.isPresent()) {
            return fixed.map(why -> "failed update: " + why);
        }
        if (Fields.at(live.content(), "immutable").equals(Optional.of(true))
                && !Fields.map(live.content(), "data").equals(data())) {
            return Optional.of(
                    "Error updating "
                            + live.key().namespace()
                            + "/"
                            + name
                            + ": the target Secret is immutable. Once a Secret is marked as"
                            + " immutable, it is not possible to revert this change nor to mutate"
                            + " the contents of the data field. You can only delete and recreate"
                            + " the Secret.");
        }
        return Optional.empty();
    }

    private boolean isWantedWithoutHand() {
        return Fields.list(wanted, "metadata", "ownerReferences").isEmpty()
                && Fields.map(wanted, "metadata", "annotations").entrySet().stream()
                        .filter(one -> one.getValue().equals("true"))
                        .noneMatch(one -> Set.of(MANAGED, PATCH).contains(one.getKey()));
    }

    /** What the template asks for and only a new Secret gets, as in sealed-secrets 0.40. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (Fields.at(wanted, "immutable").equals(Optional.of(true))
                && !Fields.at(live.content(), "immutable").equals(Optional.of(true))) {
            remarks.add(ignored("immutable"));
        }
        if (!Fields.list(live.content(), "metadata", "finalizers")
                .containsAll(Fields.list(wanted, "metadata", "finalizers"))) {
            remarks.add(ignored("metadata.finalizers"));
        }
        return remarks;
    }

    private static String ignored(String field) {
        return "spec.template."
                + field
                + " is ignored, because the Secret is there already; delete it, and it is made anew"
                + " with that";
    }

    /** The Secret as it shall be, at the version that was read; empty when it is so. */
    Optional<Map<String, Object>> replacement() {
        if (!isChange()) {
            return Optional.empty();
        }
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.map(live.content(), "metadata"));
        metadata.remove("managedFields");
        put(metadata, "labels", merged("labels"));
        put(metadata, "annotations", merged("annotations"));
        if (isToBeOwned()) {
            List<Object> owners = Fields.list(wanted, "metadata", "ownerReferences");
            if (owners.isEmpty()) {
                metadata.remove("ownerReferences");
            } else {
                metadata.put("ownerReferences", owners);
            }
        }
        Map<String, Object> secret = new LinkedHashMap<>(live.content());
        secret.put("metadata", metadata);
        put(secret, "data", data());
        return Optional.of(secret);
    }

    /** A patched one only when it is managed, too, be it that the template has just said so. */
    private boolean isToBeOwned() {
        return !patched || "true".equals(merged("annotations").get(MANAGED));
    }

    private boolean isChange() {
        Map<String, Object> metadata = Fields.map(live.content(), "metadata");
        boolean owned =
                !isToBeOwned()
                        || Fields.list(metadata, "ownerReferences")
                                .equals(Fields.list(wanted, "metadata", "ownerReferences"));
        return !owned
                || !Fields.map(live.content(), "data").equals(data())
                || !Fields.map(metadata, "labels").equals(merged("labels"))
                || !Fields.map(metadata, "annotations").equals(merged("annotations"))
                || FixedType.refusal(live.content(), wanted).isPresent();
    }

    private Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        if (patched) {
            data.putAll(Fields.map(live.content(), "data"));
        }
        data.putAll(Fields.map(wanted, "data"));
        return data;
    }

    private Map<String, Object> merged(String field) {
        Map<String, Object> merged = new LinkedHashMap<>();
        if (patched) {
            merged.putAll(Fields.map(live.content(), "metadata", field));
        }
        merged.putAll(Fields.map(wanted, "metadata", field));
        return merged;
    }

    private static void put(Map<String, Object> object, String field, Map<String, Object> value) {
        if (value.isEmpty()) {
            object.remove(field);
        } else {
            object.put(field, value);
        }
    }

    private boolean isControlledBy(String uid) {
        return Fields.list(live.content(), "metadata", "ownerReferences").stream()
                .filter(owner -> Fields.at(owner, "controller").equals(Optional.of(true)))
                .anyMatch(owner -> Fields.text(owner, "uid").equals(Optional.of(uid)));
    }
}
