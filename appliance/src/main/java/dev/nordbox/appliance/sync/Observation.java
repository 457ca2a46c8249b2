package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.health.HealthAssessment;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cluster's side of a pass: what there is of the objects we care about. One list per kind; all
 * else that the lists hold is dropped page by page.
 *
 * @param contents whole objects, of those kinds that had to be read whole
 * @param namespaces names of all that are there and not on their way out
 * @param unreadable kinds that could not be listed, and why: nothing is known of their objects
 */
record Observation(
        ServedKinds kinds,
        Map<ResourceKey, Live> live,
        Map<ResourceKey, LiveObject> contents,
        Set<String> namespaces,
        Map<GroupKind, String> unreadable) {

    private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

    /** Listed by metadata alone: what others keep in theirs is none of our business. */
    private static final GroupKind SECRET = new GroupKind("", "Secret");

    /**
     * @param wanted what may be compared: read whole where no verdict spares us the comparison
     * @param owned what inventories name
     * @throws ClusterException when the server does not answer; a single kind that cannot be read
     *     is part of the picture
     */
    static Observation of(
            Cluster cluster,
            ServedKinds kinds,
            Collection<Manifest> wanted,
            Collection<ResourceKey> owned,
            Verdicts verdicts,
            Sightings sightings)
            throws ClusterException {
        Set<ResourceKey> keys = new HashSet<>(owned);
        Set<GroupKind> whole = new HashSet<>();
        for (Manifest manifest : wanted) {
            keys.add(manifest.key());
            GroupKind kind = manifest.key().groupKind();
            if (!verdicts.know(manifest) && !kind.equals(SECRET)) {
                whole.add(kind);
            }
        }
        Set<GroupKind> used = new TreeSet<>(Set.of(NAMESPACE));
        keys.forEach(key -> used.add(key.groupKind()));

        Observation seen =
                new Observation(
                        kinds, new HashMap<>(), new HashMap<>(), new HashSet<>(), new HashMap<>());
        for (GroupKind kind : used) {
            boolean inFull = whole.contains(kind) || HealthAssessment.knows(kind);
            try {
                for (LiveObject object : seen.list(cluster, kind, inFull, keys)) {
                    if (keys.contains(object.key())) {
                        sightings.saw(object);
                    }
                    seen.take(object, keys, whole.contains(kind));
                }
            } catch (ClusterException e) {
                boolean outage = e instanceof ApiUnavailable && !seen.unreadable.isEmpty();
                if (outage || kind.equals(NAMESPACE)) {
                    throw e; // it is not about this kind
                }
                seen.unreadable.put(kind, kind + " cannot be listed: " + e.getMessage());
            }
        }
        keys.stream()
                .filter(key -> !seen.live.containsKey(key))
                .filter(key -> !seen.unreadable.containsKey(key.groupKind()))
                .forEach(sightings::missing);
        return seen;
    }

    private List<LiveObject> list(
            Cluster cluster, GroupKind kind, boolean inFull, Set<ResourceKey> keys)
            throws ClusterException {
        if (kinds.find(kind).isPresent()) {
            return cluster.list(
                    kind,
                    "",
                    inFull ? Detail.FULL : Detail.METADATA,
                    object -> kind.equals(NAMESPACE) || keys.contains(object.key()));
        }
        if (kinds.staleGroups().contains(kind.group())) {
            throw new ApiUnavailable("the server of the API group " + kind.group() + " is down");
        }
        return List.of(); // no such kind, so no such objects
    }

    /** Why nothing can be said about a set of objects; empty when all their kinds were listed. */
    Optional<String> obstacle(Collection<ResourceKey> keys) {
        return keys.stream()
                .map(key -> unreadable.get(key.groupKind()))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private void take(LiveObject object, Set<ResourceKey> keys, boolean keepContent) {
        ResourceKey key = object.key();
        if (key.groupKind().equals(NAMESPACE) && !object.terminating()) {
            namespaces.add(key.name());
        }
        if (!keys.contains(key)) {
            return;
        }
        live.put(key, Live.of(object));
        if (keepContent) {
            contents.put(key, object);
        }
    }

    Optional<Live> live(ResourceKey key) {
        return Optional.ofNullable(live.get(key));
    }
}
