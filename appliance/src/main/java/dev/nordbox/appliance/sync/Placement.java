package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.cluster.Scope;
import dev.nordbox.appliance.cluster.ServedKind;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gives each object of an application its place: scope, namespace, tracking mark. Pure. */
final class Placement {

    static final GroupKind DEFINITION =
            new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    private static final String ARGO = "argoproj.io";

    /** Written by the server; a manifest that was exported from a cluster still has them. */
    private static final Set<String> SERVER_METADATA =
            Set.of(
                    "creationTimestamp",
                    "deletionGracePeriodSeconds",
                    "deletionTimestamp",
                    "generation",
                    "managedFields",
                    "resourceVersion",
                    "selfLink",
                    "uid");

    private final DesiredApplication.Rendered application;
    private final ServedKinds kinds;
    private final Map<GroupKind, Scope> defined;
    private final SortedMap<ResourceKey, Manifest> objects = new TreeMap<>();
    private final List<Refusal> refusals = new ArrayList<>();

    private Placement(
            DesiredApplication.Rendered application,
            ServedKinds kinds,
            Map<GroupKind, Scope> defined) {
        this.application = application;
        this.kinds = kinds;
        this.defined = defined;
    }

    /**
     * @param defined kinds that this or another application of the revision defines
     */
    static PlacedApplication of(
            DesiredApplication.Rendered application,
            ServedKinds kinds,
            Map<GroupKind, Scope> defined) {
        Placement placement = new Placement(application, kinds, defined);
        application.manifests().stream()
                .filter(manifest -> !placement.isOurConfiguration(manifest))
                .forEach(placement::placeOrRefuse);
        return new PlacedApplication(application, placement.objects, placement.refusals);
    }

    /** The kinds that CustomResourceDefinitions among the manifests define. */
    static Map<GroupKind, Scope> definitions(Collection<Manifest> manifests) {
        Map<GroupKind, Scope> defined = new HashMap<>();
        for (Manifest manifest : manifests) {
            if (manifest.key().groupKind().equals(DEFINITION)) {
                Optional<String> scope = Fields.text(manifest.content(), "spec", "scope");
                boolean namespaced = scope.equals(Optional.of("Namespaced"));
                defined.put(definedBy(manifest), namespaced ? Scope.NAMESPACED : Scope.CLUSTER);
            }
        }
        return defined;
    }

    /** The kind that a CustomResourceDefinition defines. */
    static GroupKind definedBy(Manifest definition) {
        Map<String, Object> spec = Fields.map(definition.content(), "spec");
        return new GroupKind(
                Fields.text(spec, "group").orElse(""),
                Fields.text(spec, "names", "kind").orElse(""));
    }

    /** Applications are read by us; they need no place in a cluster that does not know them. */
    private boolean isOurConfiguration(Manifest manifest) {
        GroupKind kind = manifest.key().groupKind();
        return kind.group().equals(ARGO)
                && (kind.kind().equals("Application") || kind.kind().equals("AppProject"))
                && scope(kind).isEmpty();
    }

    private void placeOrRefuse(Manifest manifest) {
        try {
            place(manifest);
        } catch (RuntimeException e) {
            // One object of a shape nobody foresaw must not stop every application.
            refusals.add(
                    new Refusal(
                            manifest.key(),
                            manifest.origin(),
                            "its fields are not those of a Kubernetes object"));
        }
    }

    private void place(Manifest manifest) {
        Optional<Scope> scope = scope(manifest.key().groupKind());
        Optional<String> problem = problem(manifest, scope);
        if (problem.isPresent()) {
            refusals.add(new Refusal(manifest.key(), manifest.origin(), problem.get()));
            return;
        }
        ResourceKey key = manifest.key().inNamespace(namespace(manifest, scope.orElseThrow()));
        Manifest before = objects.putIfAbsent(key, finished(manifest, key));
        if (before != null) {
            refusals.add(
                    new Refusal(
                            key,
                            manifest.origin(),
                            "it is also in " + before.origin() + "; keep one of the two"));
        }
    }

    private Optional<Scope> scope(GroupKind kind) {
        return kinds.find(kind)
                .map(ServedKind::scope)
                .or(() -> Optional.ofNullable(defined.get(kind)));
    }

    private Optional<String> problem(Manifest manifest, Optional<Scope> scope) {
        if (manifest.key().name().isEmpty()) {
            return Optional.of("no metadata.name; generateName cannot be kept in step");
        }
        if (manifest.annotation("argocd.argoproj.io/hook").isPresent()
                || manifest.annotation("helm.sh/hook").isPresent()) {
            return Optional.of(
                    "hooks (argocd.argoproj.io/hook, helm.sh/hook) are not honoured yet; take the"
                            + " annotation away to have it applied as an ordinary object, or take"
                            + " the object out");
        }
        Optional<String> option = ObjectOptions.problem(manifest);
        if (option.isPresent()) {
            return option;
        }
        if (scope.isEmpty()) {
            GroupKind kind = manifest.key().groupKind();
            return Optional.of(
                    kinds.staleGroups().contains(kind.group())
                            ? "the server of the API group " + kind.group() + " does not answer"
                            : "the cluster does not serve the kind "
                                    + kind
                                    + ", and no CustomResourceDefinition in the repository"
                                    + " defines it");
        }
        return Optional.empty();
    }

    private String namespace(Manifest manifest, Scope scope) {
        if (scope == Scope.CLUSTER) {
            return "";
        }
        String own = manifest.key().namespace();
        return own.isEmpty() ? application.namespace() : own;
    }

    private Manifest finished(Manifest manifest, ResourceKey key) {
        Map<String, Object> metadata =
                new LinkedHashMap<>(Fields.map(manifest.content(), "metadata"));
        metadata.keySet().removeAll(SERVER_METADATA);
        metadata.remove("namespace");
        if (!key.namespace().isEmpty()) {
            metadata.put("namespace", key.namespace());
        }
        if (!key.groupKind().equals(DEFINITION)) { // Argo CD never marks these
            Map<String, Object> annotations =
                    new LinkedHashMap<>(Fields.map(metadata, "annotations"));
            TrackingId id = TrackingId.of(application.name(), key, application.namespace());
            annotations.put(TrackingId.ANNOTATION, id.toString());
            metadata.put("annotations", annotations);
        }
        Map<String, Object> content = new LinkedHashMap<>(manifest.content());
        content.remove("status");
        content.put("metadata", metadata);
        return new Manifest(key, manifest.apiVersion(), content, manifest.origin());
    }
}
