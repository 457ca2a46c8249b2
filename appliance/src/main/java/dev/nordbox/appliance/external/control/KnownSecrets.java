package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.external.SpecReader;
import dev.nordbox.appliance.external.StoreRef;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ExternalSecrets there are: what each asks for, makes, and reads from. Thread safe. */
final class KnownSecrets {

    private record Known(String asksFor, ResourceKey secret, Set<ResourceKey> stores) {}

    private final Map<ResourceKey, Known> known = new HashMap<>();
    private final Map<ResourceKey, Set<ResourceKey>> bySecret = new HashMap<>();

    /** Whether it asks for something else than before. */
    synchronized boolean heard(LiveObject object, String asksFor) {
        Known before = known.get(object.key());
        if (before != null && before.asksFor().equals(asksFor)) {
            return false;
        }
        gone(object.key());
        ResourceKey secret =
                ExternalKinds.secret(
                        object.key().namespace(), SpecReader.targetName(object.content()));
        known.put(object.key(), new Known(asksFor, secret, stores(object)));
        bySecret.computeIfAbsent(secret, none -> new HashSet<>()).add(object.key());
        return true;
    }

    private static Set<ResourceKey> stores(LiveObject object) {
        Map<String, Object> spec = Fields.map(object.content(), "spec");
        Stream<Optional<Object>> own =
                Stream.concat(
                                Fields.list(spec, "data").stream(),
                                Fields.list(spec, "dataFrom").stream())
                        .map(one -> Fields.at(one, "sourceRef", "storeRef"));
        return Stream.concat(Stream.of(Fields.at(spec, "secretStoreRef")), own)
                .flatMap(Optional::stream)
                .map(
                        ref ->
                                new StoreRef(
                                        Fields.text(ref, "kind").orElse(StoreRef.NAMESPACED),
                                        Fields.text(ref, "name").orElse("")))
                .map(ref -> ExternalKinds.store(ref, object.key().namespace()))
                .collect(Collectors.toSet());
    }

    synchronized void gone(ResourceKey externalSecret) {
        Known before = known.remove(externalSecret);
        if (before != null) {
            Set<ResourceKey> others = bySecret.getOrDefault(before.secret(), Set.of());
            others.remove(externalSecret);
            if (others.isEmpty()) {
                bySecret.remove(before.secret());
            }
        }
    }

    synchronized boolean isKnown(ResourceKey externalSecret) {
        return known.containsKey(externalSecret);
    }

    synchronized Set<ResourceKey> all() {
        return Set.copyOf(known.keySet());
    }

    /** Whose Secret it is. */
    synchronized Set<ResourceKey> making(ResourceKey secret) {
        return Set.copyOf(bySecret.getOrDefault(secret, Set.of()));
    }

    synchronized Set<ResourceKey> secrets() {
        return Set.copyOf(bySecret.keySet());
    }

    /** Who reads from a store. */
    synchronized Set<ResourceKey> readingFrom(ResourceKey store) {
        return known.entrySet().stream()
                .filter(one -> one.getValue().stores().contains(store))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
