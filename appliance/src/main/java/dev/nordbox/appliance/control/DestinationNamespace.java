package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.ResourceOptions;
import dev.nordbox.appliance.argo.Spec;
import dev.nordbox.appliance.argo.SyncPolicy;
import dev.nordbox.appliance.argo.SyncPolicy.NamespaceMetadata;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.manifest.Digests;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.ownership.Claims;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The namespace that {@code CreateNamespace=true} asks for. It carries no mark and is never
 * deleted. A manifest of it, in whichever application, has the last word; of several applications
 * that want labels on one namespace the first by name does, since they would take each other's
 * away.
 */
final class DestinationNamespace {

    private final LiveCache cache;
    private final Claims claims;
    private final Digests digests;
    private final Map<String, Map<String, NamespaceMetadata>> wanted = new HashMap<>();

    DestinationNamespace(LiveCache cache, Claims claims, Digests digests) {
        this.cache = cache;
        this.claims = claims;
        this.digests = digests;
    }

    /** Whether the object is the namespace that an Application wants to be there. */
    static boolean isAskedForBy(Spec spec, ResourceKey key) {
        return spec.syncPolicy().options().createNamespace() && key.equals(keyOf(spec));
    }

    private static ResourceKey keyOf(Spec spec) {
        return new ResourceKey("", Placement.NAMESPACE.kind(), "", spec.destination().namespace());
    }

    /** Empty when there is nothing to do about it. */
    Optional<Target> wanted(AppState state, DesiredObjects desired) {
        Spec spec = state.application().spec();
        SyncPolicy policy = spec.syncPolicy();
        String name = spec.destination().namespace();
        if (!policy.options().createNamespace() || name.isEmpty()) {
            return Optional.empty();
        }
        ResourceKey key = keyOf(spec);
        cache.follow(Placement.NAMESPACE);
        NamespaceMetadata metadata =
                policy.managedNamespace().orElse(new NamespaceMetadata(Map.of(), Map.of()));
        boolean bare = metadata.labels().isEmpty() && metadata.annotations().isEmpty();
        boolean there = cache.get(key).isPresent();
        boolean declared = !claims.claimants(key).isEmpty();
        if (there && (bare || declared || !isFirst(state.key.id(), name, metadata))) {
            return Optional.empty();
        }
        return declared && desired.objects().containsKey(key)
                ? Optional.empty()
                : Optional.of(target(key, metadata));
    }

    private synchronized boolean isFirst(
            String application, String namespace, NamespaceMetadata metadata) {
        Map<String, NamespaceMetadata> all =
                wanted.computeIfAbsent(namespace, n -> new java.util.TreeMap<>());
        all.put(application, metadata);
        return all.keySet().iterator().next().equals(application);
    }

    synchronized void forget(String application) {
        wanted.values().forEach(all -> all.remove(application));
        wanted.values().removeIf(Map::isEmpty);
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
