package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a cluster in memory refuses to store. */
final class InMemoryAdmission {

    private final InMemoryKinds kinds;
    private final Predicate<ResourceKey> present;
    private Function<Manifest, Optional<String>> rule = manifest -> Optional.empty();

    InMemoryAdmission(InMemoryKinds kinds, Predicate<ResourceKey> present) {
        this.kinds = kinds;
        this.present = present;
    }

    void rule(Function<Manifest, Optional<String>> newRule) {
        rule = newRule;
    }

    void check(Manifest manifest) throws ApiRefused {
        ResourceKey key = manifest.key();
        ServedKind kind = kinds.served(key.groupKind());
        if (!kind.serves(manifest.apiVersion())) {
            throw new ApiRefused(404, "NotFound", manifest.apiVersion() + " is not served");
        }
        if (!key.name().matches("[a-z0-9]([-a-z0-9.:]*[a-z0-9])?")) {
            throw new ApiRefused(422, "Invalid", key + " is invalid: metadata.name");
        }
        if (kind.namespaced()
                && !present.test(new ResourceKey("", "Namespace", "", key.namespace()))) {
            throw new ApiRefused(
                    404, "NotFound", "namespaces \"" + key.namespace() + "\" not found");
        }
        if (key.kind().equals("ConfigMap") && !isData(Fields.map(manifest.content(), "data"))) {
            throw new ApiRefused(422, "Invalid", key + " is invalid: data");
        }
        Optional<String> refusal = rule.apply(manifest);
        if (refusal.isPresent()) {
            throw new ApiRefused(403, "Forbidden", refusal.get());
        }
    }

    private static boolean isData(Map<String, Object> data) {
        return data.values().stream().allMatch(String.class::isInstance)
                && data.keySet().stream().allMatch(name -> name.matches("[-._a-zA-Z0-9]+"));
    }
}
