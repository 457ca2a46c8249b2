package dev.nordbox.appliance.tombstone;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.LastApplied;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From an object in the cluster to what can be applied to have it again: what the server wrote into
 * it is left out, and so is what was true of the old object alone. Of a Secret nothing is taken but
 * its name. Pure.
 */
final class Remains {

    static final String OF_SECRETS =
            "the content of Secrets is never kept: bring it back from Git, as it is in the commit"
                    + " before";

    private static final GroupKind SECRET = new GroupKind("", "Secret");
    private static final GroupKind CLAIM = new GroupKind("", "PersistentVolumeClaim");
    private static final GroupKind VOLUME = new GroupKind("", "PersistentVolume");
    private static final GroupKind SERVICE = new GroupKind("", "Service");
    private static final GroupKind POD = new GroupKind("", "Pod");
    private static final GroupKind JOB = new GroupKind("batch", "Job");

    /** An owner is another object's uid: with one that is gone, this would be collected at once. */
    private static final Set<String> SERVER_METADATA =
            Set.of(
                    "creationTimestamp",
                    "deletionGracePeriodSeconds",
                    "deletionTimestamp",
                    "generation",
                    "managedFields",
                    "ownerReferences",
                    "resourceVersion",
                    "selfLink",
                    "uid");

    /** Put there by a deletion, and by admission. */
    private static final Set<String> SERVER_FINALIZERS =
            Set.of(
                    "foregroundDeletion",
                    "orphan",
                    "kubernetes.io/pv-protection",
                    "kubernetes.io/pvc-protection");

    private static final List<String> SERVER_ANNOTATIONS =
            List.of(
                    "deployment.kubernetes.io/revision",
                    "pv.kubernetes.io/",
                    "volume.kubernetes.io/",
                    "volume.beta.kubernetes.io/");

    private static final Map<GroupKind, String> LOST =
            Map.of(
                    CLAIM,
                    "it comes back empty: its data went with its volume (one that is retained is"
                            + " still there, and has to be bound by hand)",
                    VOLUME,
                    "the volume is known again; its data are what the storage still has",
                    new GroupKind("", "Namespace"),
                    "what was in it and is not named here does not come back",
                    new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition"),
                    "objects of its kind that went with it do not come back",
                    Application.KIND,
                    "its objects come from Git, as far as Git still has them");

    private Remains() {}

    static Tombstone of(LiveObject object) {
        GroupKind kind = object.key().groupKind();
        if (kind.equals(SECRET)) {
            return new Tombstone(object.key(), Optional.empty(), OF_SECRETS);
        }
        Map<String, Object> content = new LinkedHashMap<>(object.content());
        content.put("metadata", metadata(Fields.map(content, "metadata")));
        if (kind.equals(Application.KIND)) {
            content.remove("status"); // it is in the object, and ours
            content.remove("operation"); // it was asked of the one that is gone
        }
        Map<String, Object> spec = Fields.map(content, "spec");
        if (!spec.isEmpty()) {
            content.put("spec", spec(kind, spec));
        }
        return new Tombstone(object.key(), Optional.of(content), LOST.getOrDefault(kind, ""));
    }

    private static Map<String, Object> metadata(Map<String, Object> from) {
        Map<String, Object> metadata = new LinkedHashMap<>(from);
        metadata.keySet().removeAll(SERVER_METADATA);
        Map<String, Object> annotations = new LinkedHashMap<>(Fields.map(metadata, "annotations"));
        annotations.keySet().removeAll(LastApplied.ANNOTATIONS);
        annotations
                .keySet()
                .removeIf(name -> SERVER_ANNOTATIONS.stream().anyMatch(name::startsWith));
        put(metadata, "annotations", annotations);
        List<Object> finalizers =
                Fields.list(metadata, "finalizers").stream()
                        .filter(finalizer -> !SERVER_FINALIZERS.contains(finalizer))
                        .toList();
        metadata.remove("finalizers");
        if (!finalizers.isEmpty()) {
            metadata.put("finalizers", finalizers);
        }
        return metadata;
    }

    private static void put(Map<String, Object> into, String name, Map<String, Object> value) {
        into.remove(name);
        if (!value.isEmpty()) {
            into.put(name, value);
        }
    }

    /** What the cluster chose for the old object may have been given to another since. */
    private static Map<String, Object> spec(GroupKind kind, Map<String, Object> from) {
        Map<String, Object> spec = new LinkedHashMap<>(from);
        if (kind.equals(SERVICE) && !Optional.of("None").equals(Fields.text(spec, "clusterIP"))) {
            spec.remove("clusterIP");
            spec.remove("clusterIPs");
        } else if (kind.equals(CLAIM)) {
            spec.remove("volumeName");
        } else if (kind.equals(VOLUME)) {
            Map<String, Object> claim = new LinkedHashMap<>(Fields.map(spec, "claimRef"));
            claim.remove("uid");
            claim.remove("resourceVersion");
            put(spec, "claimRef", claim);
        } else if (kind.equals(POD)) {
            spec.remove("nodeName");
        } else if (kind.equals(JOB)
                && !Fields.at(spec, "manualSelector").equals(Optional.of(true))) {
            spec.remove("selector");
            put(spec, "template", unselected(Fields.map(spec, "template")));
        }
        return spec;
    }

    /** A Job selects its pods by its own uid. */
    private static Map<String, Object> unselected(Map<String, Object> from) {
        Map<String, Object> template = new LinkedHashMap<>(from);
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.map(template, "metadata"));
        Map<String, Object> labels = new LinkedHashMap<>(Fields.map(metadata, "labels"));
        labels.keySet()
                .removeAll(
                        Set.of(
                                "controller-uid",
                                "batch.kubernetes.io/controller-uid",
                                "job-name",
                                "batch.kubernetes.io/job-name"));
        put(metadata, "labels", labels);
        put(template, "metadata", metadata);
        return template;
    }
}
