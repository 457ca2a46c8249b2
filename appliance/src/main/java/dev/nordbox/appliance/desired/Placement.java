package dev.nordbox.appliance.desired;

import dev.nordbox.appliance.argo.ResourceOptions;
import dev.nordbox.appliance.argo.ResourceOptions.Part;
import dev.nordbox.appliance.cluster.Scope;
import dev.nordbox.appliance.cluster.ServedKind;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.manifest.Digests;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Gives each object of an application its place: scope, namespace, tracking mark. Pure. */
public final class Placement {

    public static final GroupKind DEFINITION =
            new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    public static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

    private final String application;
    private final String destination;
    private final ServedKinds kinds;
    private final Map<GroupKind, Scope> defined;
    private final Digests digests;
    private final SortedMap<ResourceKey, Target> objects = new TreeMap<>();
    private final Map<ResourceKey, Target> hooks = new LinkedHashMap<>();
    private final List<Target> namelessHooks = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<String> repeated = new ArrayList<>();
    private final SortedMap<ResourceKey, String> misspelt = new TreeMap<>();
    private final Set<ResourceKey> skipped = new HashSet<>();

    private Placement(
            String application,
            String destination,
            ServedKinds kinds,
            Map<GroupKind, Scope> defined,
            Digests digests) {
        this.application = application;
        this.destination = destination;
        this.kinds = kinds;
        this.defined = defined;
        this.digests = digests;
    }

    /**
     * @param application as tracking marks name it
     * @param destination namespace of the objects that name none
     * @param defined kinds that this or another application defines
     */
    public static DesiredObjects of(
            String application,
            String destination,
            Collection<Manifest> manifests,
            ServedKinds kinds,
            Map<GroupKind, Scope> defined,
            Digests digests) {
        Placement placement = new Placement(application, destination, kinds, defined, digests);
        manifests.forEach(placement::placeOrRefuse);
        return new DesiredObjects(
                placement.objects,
                Stream.concat(placement.hooks.values().stream(), placement.namelessHooks.stream())
                        .toList(),
                placement.refusals,
                placement.repeated,
                placement.misspelt,
                placement.skipped);
    }

    /** The kinds that CustomResourceDefinitions among the manifests define. */
    public static Map<GroupKind, Scope> definitions(Collection<Manifest> manifests) {
        Map<GroupKind, Scope> defined = new HashMap<>();
        for (Manifest manifest : manifests) {
            if (manifest.key().groupKind().equals(DEFINITION)) {
                Optional<String> scope = Fields.text(manifest.content(), "spec", "scope");
                boolean namespaced = scope.equals(Optional.of("Namespaced"));
                defined.put(
                        definedBy(manifest.content()),
                        namespaced ? Scope.NAMESPACED : Scope.CLUSTER);
            }
        }
        return defined;
    }

    /** The kind that a CustomResourceDefinition defines. */
    public static GroupKind definedBy(Map<String, Object> definition) {
        Map<String, Object> spec = Fields.map(definition, "spec");
        return new GroupKind(
                Fields.text(spec, "group").orElse(""),
                Fields.text(spec, "names", "kind").orElse(""));
    }

    private void placeOrRefuse(Manifest manifest) {
        try {
            place(manifest);
        } catch (RuntimeException e) {
            // One object of a shape nobody foresaw must not stop the application's others.
            refuse(manifest, "its fields are not those of a Kubernetes object");
        }
    }

    private void place(Manifest manifest) {
        ResourceOptions options = ResourceOptions.of(manifest);
        if (options.part() == Part.SKIPPED) {
            skipped.add(target(manifest, options).key());
            return;
        }
        if (options.part() == Part.LEFT_OUT) {
            leaveOut(manifest, options);
            return;
        }
        boolean hook = options.part() == Part.HOOK;
        if (manifest.key().name().isEmpty() && !hook) {
            refuse(manifest, "no metadata.name; generateName cannot be kept in step");
            return;
        }
        if (lacksNamespace(manifest)) {
            refusals.add(
                    new Refusal(
                            manifest.key(),
                            manifest.origin(),
                            "no namespace is named for it: write metadata.namespace here, or"
                                    + " spec.destination.namespace in the Application",
                            true));
            return;
        }
        Target target = target(manifest, options);
        if (target.key().name().isEmpty()) {
            namelessHooks.add(target);
            return;
        }
        tellOfRepetition(target);
        (hook ? hooks : objects).put(target.key(), target);
    }

    /** As hook or object, a name is there once. */
    private void tellOfRepetition(Target last) {
        Optional.ofNullable(objects.remove(last.key()))
                .or(() -> Optional.ofNullable(hooks.remove(last.key())))
                .map(
                        before ->
                                last.key()
                                        + " is in "
                                        + before.manifest().origin()
                                        + " and in "
                                        + last.manifest().origin()
                                        + "; the last one counts")
                .ifPresent(repeated::add);
    }

    private void leaveOut(Manifest manifest, ResourceOptions options) {
        if (!options.problems().isEmpty()) {
            ResourceKey key = target(manifest, options).key();
            String what = String.join("; ", options.problems());
            misspelt.put(key, manifest.origin() + ": " + key + ": " + what);
        }
    }

    private Target target(Manifest manifest, ResourceOptions options) {
        GroupKind kind = manifest.key().groupKind();
        Optional<ServedKind> served = kinds.find(kind);
        Optional<Scope> scope = scope(kind);
        ResourceKey key = manifest.key().inNamespace(namespace(manifest, scope));
        boolean statusApart = served.map(ServedKind::hasStatusSubresource).orElse(true);
        Map<String, Object> content = WireForm.of(manifest.content(), key, statusApart, marks(key));
        return new Target(
                manifest.as(key, content), options, digests.of(content), scope.isPresent());
    }

    private Optional<Scope> scope(GroupKind kind) {
        return kinds.find(kind)
                .map(ServedKind::scope)
                .or(() -> Optional.ofNullable(defined.get(kind)));
    }

    private boolean lacksNamespace(Manifest manifest) {
        Optional<Scope> scope = scope(manifest.key().groupKind());
        return scope.equals(Optional.of(Scope.NAMESPACED)) && namespace(manifest, scope).isEmpty();
    }

    private String namespace(Manifest manifest, Optional<Scope> scope) {
        if (scope.equals(Optional.of(Scope.CLUSTER))) {
            return "";
        }
        String own = manifest.key().namespace();
        return own.isEmpty() && scope.isPresent() ? destination : own;
    }

    private Map<String, String> marks(ResourceKey key) {
        TrackingId id = TrackingId.of(application, key, destination);
        return Map.of(TrackingId.annotationOf(key.groupKind()), id.toString());
    }

    private void refuse(Manifest manifest, String why) {
        refusals.add(new Refusal(manifest.key(), manifest.origin(), why, false));
    }
}
