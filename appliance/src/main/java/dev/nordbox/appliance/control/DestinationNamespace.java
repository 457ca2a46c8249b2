package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.ApplicationReader;
import dev.nordbox.appliance.argo.Clusters;
import dev.nordbox.appliance.argo.ResourceOptions;
import dev.nordbox.appliance.argo.Spec;
import dev.nordbox.appliance.argo.SyncPolicy.NamespaceMetadata;
import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.Digests;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.ownership.Claims;
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

/**
 * The namespace that {@code CreateNamespace=true} asks for. It carries no mark and is never
 * deleted. A manifest of it, in whichever application, has the last word; of several applications
 * that want labels on one namespace the first by name does, since they would take each other's
 * away.
 */
final class DestinationNamespace {

    private static final NamespaceMetadata BARE = new NamespaceMetadata(Map.of(), Map.of());

    private final LiveCache cache;
    private final Claims claims;
    private final Clusters clusters;
    private final Digests digests;

    /** By application, as of its last look: who shares its namespace is told of a change. */
    private final Map<String, Wish> heard = new HashMap<>();

    DestinationNamespace(LiveCache cache, Claims claims, Clusters clusters, Digests digests) {
        this.cache = cache;
        this.claims = claims;
        this.clusters = clusters;
        this.digests = digests;
    }

    /**
     * What an application has to do about its namespace.
     *
     * @param target empty when there is nothing to do
     * @param tidies it only takes off what no Application wants any more
     * @param shared why another one has the say; empty when none has, or wants the same
     */
    record Wanted(Optional<Target> target, boolean tidies, Optional<Condition> shared) {
        static final Wanted NOTHING = withoutSay(Optional.empty());

        private static Wanted of(Target target) {
            return new Wanted(Optional.of(target), false, Optional.empty());
        }

        private static Wanted withoutSay(Optional<Condition> shared) {
            return new Wanted(Optional.empty(), false, shared);
        }

        /** The namespace and nothing else, for whoever has to agree to it. */
        DesiredObjects alone() {
            return beside(DesiredObjects.ofHooks(List.of()));
        }

        DesiredObjects beside(DesiredObjects others) {
            return target.map(others::with).orElse(others);
        }
    }

    private record Wish(String namespace, NamespaceMetadata metadata) {}

    /** Whether the object is the namespace that an Application wants to be there. */
    static boolean isAskedForBy(Spec spec, ResourceKey key) {
        return spec.syncPolicy().options().createNamespace() && key.equals(keyOf(spec));
    }

    private static ResourceKey keyOf(Spec spec) {
        return new ResourceKey("", Placement.NAMESPACE.kind(), "", spec.destination().namespace());
    }

    Wanted wanted(AppState state, DesiredObjects desired) {
        Spec spec = state.application().spec();
        ResourceKey key = keyOf(spec);
        boolean asked = isAskedForBy(spec, key) && !key.name().isEmpty();
        NamespaceMetadata metadata = spec.syncPolicy().managedNamespace().orElse(BARE);
        if (!asked) {
            return Wanted.NOTHING;
        }
        cache.follow(Placement.NAMESPACE);
        if (!cache.knows(Placement.NAMESPACE) && cache.trouble(Placement.NAMESPACE).isEmpty()) {
            return Wanted.NOTHING; // whether it has to be made is not known yet
        }
        Optional<LiveEntry> live = cache.get(key);
        if (live.isEmpty()) {
            return desired.objects().containsKey(key)
                    ? Wanted.NOTHING
                    : Wanted.of(target(key, metadata));
        }
        Optional<String> declaring = claims.claimants(key).stream().sorted().findFirst();
        if (declaring.isPresent()) {
            return Wanted.withoutSay(
                    Optional.of(declaring.get())
                            .filter(other -> !other.equals(state.key.id()))
                            .filter(other -> !metadata.equals(BARE))
                            .map(other -> shared(key, other, "has its manifest")));
        }
        return metadata.equals(BARE)
                ? unmarked(state.key, live.get())
                : marked(state.key, metadata, live.get());
    }

    /** What Applications have put there goes when none wants any more. */
    private Wanted unmarked(AppKey application, LiveEntry live) {
        boolean left =
                live.applied().isPresent()
                        && live.application().isEmpty()
                        && others(application, live.key().name()).isEmpty();
        return left
                ? new Wanted(Optional.of(target(live.key(), BARE)), true, Optional.empty())
                : Wanted.NOTHING;
    }

    private Wanted marked(AppKey application, NamespaceMetadata metadata, LiveEntry live) {
        ResourceKey key = live.key();
        if (!cache.knows(Application.KIND)) {
            return Wanted.NOTHING; // one that is still unknown may come first
        }
        SortedMap<String, NamespaceMetadata> before =
                others(application, key.name()).headMap(application.id());
        if (before.isEmpty()) {
            return Wanted.of(target(key, metadata));
        }
        String first = before.firstKey();
        return Wanted.withoutSay(
                before.get(first).equals(metadata)
                        ? Optional.empty()
                        : Optional.of(shared(key, first, "comes first by name")));
    }

    private static Condition shared(ResourceKey key, String other, String why) {
        return Condition.of(
                ConditionType.SHARED_RESOURCE_WARNING,
                "spec.syncPolicy.managedNamespaceMetadata: the labels and annotations of the"
                        + " namespace "
                        + key.name()
                        + " are those of the application "
                        + other
                        + ", which "
                        + why
                        + "; keep them in one of the two");
    }

    /**
     * Whatever else is wrong with them: whether one can be read or is refused changes from one
     * moment to the next, and the labels would with it.
     */
    private SortedMap<String, NamespaceMetadata> others(AppKey self, String namespace) {
        SortedMap<String, NamespaceMetadata> others = new TreeMap<>();
        for (LiveObject object : cache.objects(Application.KIND)) {
            AppKey key = AppKey.of(object.key());
            boolean candidate =
                    !key.equals(self)
                            && !object.terminating()
                            && Fields.text(object.content(), "spec", "destination", "namespace")
                                    .equals(Optional.of(namespace));
            if (candidate) {
                wish(ApplicationReader.read(object.content()).application().spec())
                        .ifPresent(wish -> others.put(key.id(), wish.metadata()));
            }
        }
        return others;
    }

    /** Empty when it wants no labels and annotations on a namespace of this cluster. */
    private Optional<Wish> wish(Spec spec) {
        return spec.syncPolicy()
                .managedNamespace()
                .filter(metadata -> !metadata.equals(BARE))
                .filter(metadata -> spec.syncPolicy().options().createNamespace())
                .filter(metadata -> clusters.objection(spec.destination()).isEmpty())
                .map(metadata -> new Wish(spec.destination().namespace(), metadata));
    }

    /**
     * Notes what it wants.
     *
     * @return whom it concerns that this is something else than before
     */
    Set<String> note(AppState state) {
        return note(
                state.key.id(),
                state.object.terminating() ? Optional.empty() : wish(state.application().spec()));
    }

    /**
     * @return who may have the say now
     */
    Set<String> forget(String application) {
        return note(application, Optional.empty());
    }

    private synchronized Set<String> note(String application, Optional<Wish> now) {
        Optional<Wish> before = Optional.ofNullable(heard.remove(application));
        Set<String> concerned = new HashSet<>();
        if (!now.equals(before)) {
            Stream.of(before, now)
                    .flatMap(Optional::stream)
                    .flatMap(wish -> sharing(wish.namespace()))
                    .forEach(concerned::add);
        }
        now.ifPresent(wish -> heard.put(application, wish));
        return concerned;
    }

    private Stream<String> sharing(String namespace) {
        return heard.entrySet().stream()
                .filter(entry -> entry.getValue().namespace().equals(namespace))
                .map(Map.Entry::getKey);
    }

    private Target target(ResourceKey key, NamespaceMetadata wantedMetadata) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", key.name());
        if (!wantedMetadata.labels().isEmpty()) {
            metadata.put("labels", wantedMetadata.labels());
        }
        if (!wantedMetadata.annotations().isEmpty()) {
            metadata.put("annotations", wantedMetadata.annotations());
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "v1");
        content.put("kind", "Namespace");
        content.put("metadata", metadata);
        Manifest manifest = new Manifest(key, "v1", content, "syncOptions: CreateNamespace=true");
        return new Target(manifest, ResourceOptions.of(Map.of()), digests.of(content), true);
    }
}
