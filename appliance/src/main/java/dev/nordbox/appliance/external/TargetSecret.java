package dev.nordbox.appliance.external;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a Secret has to become, by the rules of External Secrets: what it holds by our hand goes,
 * then comes what the store and the templates say; under Merge, what is there by others stays.
 */
final class TargetSecret {

    /** Say of the ExternalSecret who applied it, and would say the same of the Secret falsely. */
    private static final Set<String> NOT_COPIED =
            Set.of(
                    "argocd.argoproj.io/tracking-id",
                    "kubectl.kubernetes.io/last-applied-configuration");

    private final LiveObject owner;
    private final ExternalSecretSpec.Target target;
    private final Optional<Map<String, Object>> live;
    private final String manager;

    TargetSecret(
            LiveObject owner,
            ExternalSecretSpec.Target target,
            Optional<Map<String, Object>> live) {
        this.owner = owner;
        this.target = target;
        this.live = live;
        this.manager = Marks.fieldManager(owner.key().name());
    }

    /** The whole Secret; equal to the live one when nothing is to be done. */
    Map<String, Object> wanted(Map<String, byte[]> values, Template.Sources sources)
            throws CannotSync {
        Map<String, Object> present = live.orElse(Map.of());
        Map<String, Object> labels = texts(present, "labels");
        Map<String, Object> annotations = texts(present, "annotations");
        Map<String, byte[]> data = SecretData.of(present);
        List<Object> finalizers = new ArrayList<>(Fields.list(present, "metadata", "finalizers"));
        String type = Fields.text(present, "type").orElse("");
        if (live.isEmpty() || !target.immutable()) {
            forgetOurs(present, labels, annotations, data);
            if (!target.creation().keepsOtherKeys()) {
                data.clear();
            }
            if (target.template().isPresent()) {
                Template template = target.template().get();
                type = template.type().isEmpty() ? type : template.type();
                RenderedTemplate rendered = RenderedTemplate.of(template, values, sources);
                if (template.merge() || template.data().isEmpty() && template.from().isEmpty()) {
                    data.putAll(values);
                }
                data.putAll(rendered.data());
                labels.putAll(rendered.labels());
                annotations.putAll(rendered.annotations());
                template.finalizers().stream()
                        .filter(name -> !finalizers.contains(name))
                        .forEach(finalizers::add);
            } else {
                data.putAll(values);
                copyFromOwner(labels, annotations);
            }
        }
        List<Object> owners = owners(present);
        if (target.creation() == CreationPolicy.OWNER) {
            labels.put(
                    Marks.CREATED_BY, Marks.createdBy(owner.key().namespace(), owner.key().name()));
        } else {
            labels.remove(Marks.CREATED_BY);
        }
        labels.put(Marks.MANAGED, "true");
        annotations.put(Marks.DATA_HASH, GoHash.ofData(data));
        return assembled(present, labels, annotations, finalizers, owners, data, type);
    }

    /** What stays although nobody asks for it any more; {@code ""} for nothing. */
    String remark() {
        Map<String, Object> present = live.orElse(Map.of());
        String type = Fields.text(present, "type").orElse(Marks.STANDARD_TYPE);
        boolean asked = target.template().filter(one -> !one.type().isEmpty()).isPresent();
        return asked || type.equals(Marks.STANDARD_TYPE) || !Marks.areOfType(manager, present)
                ? ""
                : "; it stays of type "
                        + type
                        + ", which Kubernetes does not let change: name that in"
                        + " spec.target.template.type, or delete the Secret, and it is made anew";
    }

    private void forgetOurs(
            Map<String, Object> present,
            Map<String, Object> labels,
            Map<String, Object> annotations,
            Map<String, byte[]> data) {
        Marks.ownedBy(manager, present, "data").forEach(data::remove);
        Marks.ownedBy(manager, present, "metadata", "labels").forEach(labels::remove);
        Marks.ownedBy(manager, present, "metadata", "annotations").forEach(annotations::remove);
    }

    private void copyFromOwner(Map<String, Object> labels, Map<String, Object> annotations) {
        labels.putAll(texts(owner.content(), "labels"));
        texts(owner.content(), "annotations")
                .forEach(
                        (name, value) -> {
                            if (!NOT_COPIED.contains(name)) {
                                annotations.put(name, value);
                            }
                        });
    }

    private static Map<String, Object> texts(Map<String, Object> object, String field) {
        return new TreeMap<>(Fields.map(object, "metadata", field));
    }

    private List<Object> owners(Map<String, Object> present) throws CannotSync {
        List<Object> owners = new ArrayList<>(Fields.list(present, "metadata", "ownerReferences"));
        Optional<Object> controller =
                owners.stream()
                        .filter(one -> Fields.at(one, "controller").equals(Optional.of(true)))
                        .findFirst();
        boolean ofOurKind = controller.filter(TargetSecret::isExternalSecret).isPresent();
        String name = controller.flatMap(one -> Fields.text(one, "name")).orElse("");
        boolean ours = ofOurKind && name.equals(owner.key().name());
        if (ofOurKind && !ours) {
            throw CannotSync.forGood(
                    "target is owned by another ExternalSecret",
                    "secret is owned by another ExternalSecret: " + name);
        }
        boolean shallBeOurs = target.creation() == CreationPolicy.OWNER;
        if (shallBeOurs && controller.isPresent() && !ours) {
            throw CannotSync.forGood(
                    "failed to take ownership of target secret",
                    "could not set controller reference on secret: it is controlled by "
                            + Fields.text(controller.get(), "kind").orElse("")
                            + " "
                            + name);
        }
        if (ours) {
            owners.remove(controller.get());
        }
        if (shallBeOurs) {
            owners.add(reference());
        }
        return owners;
    }

    private static boolean isExternalSecret(Object owner) {
        return Fields.text(owner, "kind").equals(Optional.of(ExternalSecretSpec.KIND))
                && Fields.text(owner, "apiVersion")
                        .filter(version -> version.startsWith(ExternalSecretSpec.GROUP + "/"))
                        .isPresent();
    }

    private Map<String, Object> reference() {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("apiVersion", ExternalSecretSpec.GROUP + "/" + ExternalSecretSpec.VERSION);
        reference.put("kind", ExternalSecretSpec.KIND);
        reference.put("name", owner.key().name());
        reference.put("uid", owner.uid());
        reference.put("controller", true);
        reference.put("blockOwnerDeletion", true);
        return reference;
    }

    private Map<String, Object> assembled(
            Map<String, Object> present,
            Map<String, Object> labels,
            Map<String, Object> annotations,
            List<Object> finalizers,
            List<Object> owners,
            Map<String, byte[]> data,
            String type) {
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.map(present, "metadata"));
        metadata.remove("managedFields");
        metadata.put("name", target.name());
        metadata.put("namespace", owner.key().namespace());
        metadata.put("labels", labels);
        metadata.put("annotations", annotations);
        put(metadata, "finalizers", finalizers, finalizers.isEmpty());
        put(metadata, "ownerReferences", owners, owners.isEmpty());
        Map<String, Object> secret = new LinkedHashMap<>(present);
        secret.put("apiVersion", "v1");
        secret.put("kind", "Secret");
        secret.put("metadata", metadata);
        put(secret, "data", SecretData.wire(data), data.isEmpty());
        put(secret, "type", type, type.isEmpty());
        if (target.immutable()) {
            secret.put("immutable", true);
        }
        return secret;
    }

    private static void put(
            Map<String, Object> object, String field, Object value, boolean absent) {
        if (absent) {
            object.remove(field);
        } else {
            object.put(field, value);
        }
    }

    /** What of the wanted Secret differs from the live one. */
    Difference difference(Map<String, Object> wanted) {
        Map<String, Object> present = live.orElse(Map.of());
        boolean content =
                !Fields.map(present, "data").equals(Fields.map(wanted, "data"))
                        || !Objects.equals(present.get("type"), wanted.get("type"))
                        || !Objects.equals(present.get("immutable"), wanted.get("immutable"));
        boolean metadata = false;
        for (String field : List.of("labels", "annotations")) {
            metadata |=
                    !Fields.map(present, "metadata", field)
                            .equals(Fields.map(wanted, "metadata", field));
        }
        for (String field : List.of("finalizers", "ownerReferences")) {
            metadata |=
                    !Fields.list(present, "metadata", field)
                            .equals(Fields.list(wanted, "metadata", field));
        }
        return new Difference(content, metadata);
    }

    /**
     * @param content data, type or immutability
     */
    record Difference(boolean content, boolean metadata) {
        boolean any() {
            return content || metadata;
        }
    }
}
