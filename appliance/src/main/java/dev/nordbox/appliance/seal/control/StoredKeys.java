package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.SealingKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The key Secrets of a cluster, at one moment.
 *
 * @param usable in the order they were created
 * @param names of all key Secrets, also of those out of use
 * @param problems what is wrong with those that should be usable, by name
 * @param ring of those that are usable
 */
public record StoredKeys(
        List<StoredKey> usable, List<String> names, Map<String, String> problems, KeyRing ring) {

    /**
     * @param name of the Secret
     */
    public record StoredKey(String name, Instant created, SealingKey key) {}

    public StoredKeys {
        usable = List.copyOf(usable);
        names = List.copyOf(names);
        problems = Map.copyOf(problems);
    }

    static StoredKeys of(List<StoredKey> usable, List<String> names, Map<String, String> problems) {
        KeyRing ring = new KeyRing(usable.stream().map(StoredKey::key).toList());
        return new StoredKeys(usable, names, problems, ring);
    }

    /**
     * @param elsewhere keys in other namespaces, by namespace and name, which are not used
     */
    StoredKeys beside(Map<String, SealingKey> elsewhere) {
        return new StoredKeys(usable, names, problems, new KeyRing(ring.keys(), elsewhere));
    }

    Optional<Instant> newest() {
        return ring.current().map(key -> key.certificate().notBefore());
    }
}
