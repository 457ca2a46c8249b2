package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
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
    private final Applications applications;
    private final Digests digests;

    /** By namespace and application; those that want nothing on it are left out. */
    private final Map<String, SortedMap<String, NamespaceMetadata>> wishes = new HashMap<>();

    DestinationNamespace(
            LiveCache cache, Claims claims, Applications applications, Digests digests) {
        this.cache = cache;
        this.claims = claims;
        this.applications = applications;
        this.digests = digests;
    }

    /**
     * What an application has to do about its namespace.
     *
     * @param target empty when there is nothing to do
     * @param shared why another one has the say; empty when none has, or wants the same
     */
    record Wanted(Optional<Target> target, Optional<Condition> shared) {
        static final Wanted NOTHING = new Wanted(Optional.empty(), Optional.empty());
    }

    /** Whether the object is the namespace that an Application wants to be there. */
    static boolean isAskedForBy(Spec spec, ResourceKey key) {
        return spec.syncPolicy().options().createNamespace() && key.equals(keyOf(spec));
    }

    private static ResourceKey keyOf(Spec spec) {
        return new ResourceKey("", Placement.NAMESPACE.kind(), "", spec.destination().namespace());
    }

    /**
     * @return what other applications are concerned by is in {@code affected}
     */
    Wanted wanted(AppState state, DesiredObjects desired, Set<String> affected) {
        Spec spec = state.application().spec();
        ResourceKey key = keyOf(spec);
        boolean asked = isAskedForBy(spec, key) && !key.name().isEmpty();
        NamespaceMetadata metadata = spec.syncPolicy().managedNamespace().orElse(BARE);
        affected.addAll(wish(state.key.id(), asked ? key.name() : "", asked ? metadata : BARE));
        if (!asked) {
            return Wanted.NOTHING;
        }
        cache.follow(Placement.NAMESPACE);
        Optional<LiveEntry> live = cache.get(key);
        if (live.isEmpty()) {
            return desired.objects().containsKey(key)
                    ? Wanted.NOTHING
                    : new Wanted(Optional.of(target(key, metadata)), Optional.empty());
        }
        Optional<String> declaring = claims.claimants(key).stream().sorted().findFirst();
        if (declaring.isPresent()) {
            return new Wanted(
                    Optional.empty(),
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
                        && others(application, live.key()).findAny().isEmpty();
        return left
                ? new Wanted(Optional.of(target(live.key(), BARE)), Optional.empty())
                : Wanted.NOTHING;
    }

    private Wanted marked(AppKey application, NamespaceMetadata metadata, LiveEntry live) {
        ResourceKey key = live.key();
        if (!others(application, key).allMatch(this::isRead)) {
            return Wanted.NOTHING; // one that is still unknown may come first
        }
        SortedMap<String, NamespaceMetadata> all = wishes(key.name());
        String first = all.firstKey();
        if (first.equals(application.id())) {
            return new Wanted(Optional.of(target(key, metadata)), Optional.empty());
        }
        return new Wanted(
                Optional.empty(),
                all.get(first).equals(metadata)
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

    /** Whatever else is wrong with them. */
    private Stream<AppKey> others(AppKey self, ResourceKey namespace) {
        return cache.objects(Application.KIND).stream()
                .filter(object -> !object.terminating() && wants(object, namespace.name()))
                .map(object -> AppKey.of(object.key()))
                .filter(key -> !key.equals(self));
    }

    private static boolean wants(LiveObject application, String namespace) {
        Map<String, Object> spec = Fields.map(application.content(), "spec");
        return Fields.text(spec, "destination", "namespace").equals(Optional.of(namespace))
                && !Fields.map(spec, "syncPolicy", "managedNamespaceMetadata").isEmpty();
    }

    private boolean isRead(AppKey key) {
        return applications
                .known(key)
                .filter(
                        state ->
                                Heirs.isSkipped(state)
                                        || state.level
                                                .filter(level -> level.waiting().isEmpty())
                                                .isPresent())
                .isPresent();
    }

    /** Notes it, and tells whom it concerns that it is another one than before. */
    private synchronized Set<String> wish(
            String application, String namespace, NamespaceMetadata metadata) {
        Set<String> concerned = new HashSet<>();
        wishes.forEach(
                (name, all) -> {
                    boolean same = name.equals(namespace) && !metadata.equals(BARE);
                    if (!same && all.remove(application) != null) {
                        concerned.addAll(all.keySet());
                    }
                });
        wishes.values().removeIf(Map::isEmpty);
        if (!metadata.equals(BARE)) {
            SortedMap<String, NamespaceMetadata> all =
                    wishes.computeIfAbsent(namespace, n -> new TreeMap<>());
            if (!metadata.equals(all.put(application, metadata))) {
                concerned.addAll(all.keySet());
            }
        }
        concerned.remove(application);
        return concerned;
    }

    private synchronized SortedMap<String, NamespaceMetadata> wishes(String namespace) {
        return new TreeMap<>(wishes.getOrDefault(namespace, new TreeMap<>()));
    }

    /**
     * @return who may have the say now
     */
    Set<String> forget(String application) {
        return wish(application, "", BARE);
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
