package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An application whose objects have their final keys and contents.
 *
 * @param objects exactly as they will be applied
 * @param refusals what keeps it from being applied at all
 */
record PlacedApplication(
        DesiredApplication.Rendered application,
        SortedMap<ResourceKey, Manifest> objects,
        List<Refusal> refusals) {

    PlacedApplication {
        objects = new TreeMap<>(objects);
        refusals = List.copyOf(refusals);
    }

    String name() {
        return application.name();
    }

    /** Everything it wants, also what it cannot have: nobody else may delete that. */
    Set<ResourceKey> claims() {
        Set<ResourceKey> claims = new HashSet<>(objects.keySet());
        for (Refusal refusal : refusals) {
            claims.add(refusal.key());
            if (refusal.key().namespace().isEmpty()) {
                claims.add(refusal.key().inNamespace(application.namespace()));
            }
        }
        return claims;
    }

    /** Changes exactly when something is wanted differently. */
    Digest digest() {
        Map<String, Object> contents = new TreeMap<>();
        objects.forEach((key, manifest) -> contents.put(key.toString(), manifest.content()));
        return Digest.of(contents);
    }
}
