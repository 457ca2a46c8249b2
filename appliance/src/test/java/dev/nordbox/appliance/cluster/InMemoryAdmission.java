package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a cluster in memory refuses to store. */
final class InMemoryAdmission {

    private final InMemoryKinds kinds;
    private final Predicate<ResourceKey> present;
    private Function<Manifest, Optional<ApiRefused>> rule = manifest -> Optional.empty();

    InMemoryAdmission(InMemoryKinds kinds, Predicate<ResourceKey> present) {
        this.kinds = kinds;
        this.present = present;
    }

    void rule(Function<Manifest, Optional<ApiRefused>> newRule) {
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
        Optional<ApiRefused> refusal = rule.apply(manifest);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** Some of the fields that a server lets nobody change. */
    void checkChange(ResourceKey key, OwnedObject before, OwnedObject after) throws ApiRefused {
        Map<String, Object> old = before.content();
        Map<String, Object> next = after.content();
        if (Fields.at(old, "immutable").equals(Optional.of(true)) && differ(old, next, "data")) {
            throw immutable(key, "data: Forbidden: field is immutable when `immutable` is set");
        }
        if (key.kind().equals("Job") && differ(old, next, "spec", "template")) {
            throw immutable(key, "spec.template: Invalid value: {...}: field is immutable");
        }
        if (key.kind().equals("PersistentVolumeClaim") && !fixedOf(old).equals(fixedOf(next))) {
            throw immutable(key, "spec: Forbidden: spec is immutable after creation");
        }
    }

    /** All of a claim but its size and the class of its attributes. */
    private static Map<String, Object> fixedOf(Map<String, Object> claim) {
        Map<String, Object> fixed = new HashMap<>(Fields.map(claim, "spec"));
        fixed.keySet().removeAll(Set.of("resources", "volumeAttributesClassName"));
        return fixed;
    }

    private static boolean differ(
            Map<String, Object> one, Map<String, Object> other, String... path) {
        return !Fields.at(one, path).equals(Fields.at(other, path));
    }

    private static ApiRefused immutable(ResourceKey key, String what) {
        return new ApiRefused(
                422, "Invalid", key.kind() + " \"" + key.name() + "\" is invalid: " + what);
    }

    private static boolean isData(Map<String, Object> data) {
        return data.values().stream().allMatch(String.class::isInstance)
                && data.keySet().stream().allMatch(name -> name.matches("[-._a-zA-Z0-9]+"));
    }
}
