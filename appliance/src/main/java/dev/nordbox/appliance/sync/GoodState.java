package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The last state of each application that was applied completely: what drift is reverted to, also
 * while a newer revision of the application is refused. Not thread safe.
 */
final class GoodState {

    private final Map<String, Map<ResourceKey, Manifest>> byApplication = new HashMap<>();

    /** In place now. What it has taken over from another application is no longer the other's. */
    void inPlace(PlacedApplication application) {
        byApplication.values().forEach(o -> o.keySet().removeAll(application.objects().keySet()));
        byApplication.put(application.name(), new HashMap<>(application.objects()));
    }

    /** It may not be healed, or not any more. */
    void drop(String application) {
        byApplication.remove(application);
    }

    void retain(Collection<String> applications) {
        byApplication.keySet().retainAll(applications);
    }

    Optional<Manifest> of(ResourceKey key) {
        return byApplication.values().stream()
                .map(objects -> objects.get(key))
                .filter(manifest -> manifest != null)
                .findFirst();
    }

    Set<ResourceKey> keys() {
        Set<ResourceKey> keys = new HashSet<>();
        byApplication.values().forEach(objects -> keys.addAll(objects.keySet()));
        return keys;
    }
}
