package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.health.Health;
import dev.nordbox.appliance.health.HealthAssessment;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest sighting of each object of ours, from whatever source: lists, answers to our writes,
 * watch events. They arrive in any order; resource versions tell which is later.
 */
final class Sightings {

    private final Map<ResourceKey, Sighting> newest = new ConcurrentHashMap<>();

    Sighting of(ResourceKey key) {
        return newest.getOrDefault(key, Sighting.NEVER);
    }

    void saw(LiveObject object) {
        keep(
                object.key(),
                new Sighting(
                        version(object),
                        Optional.of(Live.of(object)),
                        HealthAssessment.of(object)));
    }

    /** It was deleted; this is what it was last. */
    void gone(LiveObject object) {
        keep(object.key(), new Sighting(version(object), Optional.empty(), Health.MISSING));
    }

    /** A list does not have it. */
    void missing(ResourceKey key) {
        newest.computeIfPresent(
                key, (k, last) -> new Sighting(last.version(), Optional.empty(), Health.MISSING));
    }

    void retain(Collection<ResourceKey> keys) {
        newest.keySet().retainAll(keys);
    }

    private void keep(ResourceKey key, Sighting sighting) {
        newest.merge(key, sighting, (old, fresh) -> fresh.version() >= old.version() ? fresh : old);
    }

    /** Opaque by the letter, a growing number in every API server there is. */
    private static long version(LiveObject object) {
        try {
            return Long.parseLong(object.resourceVersion());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
