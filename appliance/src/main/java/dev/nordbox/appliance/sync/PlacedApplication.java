package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.manifest.GroupKind;
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

    /**
     * The namespaces and definitions that the claims live in: nobody deletes these either.
     *
     * @param kinds as the cluster serves them
     */
    Set<ResourceKey> ground(ServedKinds kinds) {
        Set<ResourceKey> ground = new HashSet<>();
        if (application.policy().createNamespace().isPresent()) {
            ground.add(new ResourceKey("", "Namespace", "", application.namespace()));
        }
        for (ResourceKey claim : claims()) {
            if (!claim.namespace().isEmpty()) {
                ground.add(new ResourceKey("", "Namespace", "", claim.namespace()));
            }
            GroupKind definition = Placement.DEFINITION;
            kinds.find(claim.groupKind())
                    .map(kind -> kind.plural() + "." + claim.group())
                    .map(name -> new ResourceKey(definition.group(), definition.kind(), "", name))
                    .ifPresent(ground::add);
        }
        return ground;
    }

    /** Changes exactly when something is wanted differently. */
    Digest digest() {
        Map<String, Object> contents = new TreeMap<>();
        objects.forEach((key, manifest) -> contents.put(key.toString(), manifest.content()));
        return Digest.of(contents);
    }
}
