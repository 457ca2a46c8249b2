package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.SealingKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The key Secrets of a cluster, at one moment.
 *
 * @param usable in the order they were created
 * @param secrets all of them, also the broken and those out of use, by name
 * @param ring of those that are usable
 */
public record StoredKeys(List<StoredKey> usable, List<KeyState> secrets, KeyRing ring) {

    static final StoredKeys NONE = of(List.of(), List.of(), List.of());

    /**
     * @param name of the Secret
     */
    public record StoredKey(String name, Instant created, SealingKey key) {}

    public StoredKeys {
        usable = List.copyOf(usable);
        secrets = List.copyOf(secrets);
    }

    static StoredKeys of(
            List<StoredKey> usable, List<KeyState> secrets, List<SealingKey> outOfUse) {
        KeyRing ring = new KeyRing(usable.stream().map(StoredKey::key).toList(), outOfUse);
        return new StoredKeys(usable, secrets, ring);
    }

    List<String> names() {
        return secrets.stream().map(KeyState::secret).toList();
    }

    /** What is wrong with those that should be usable, by name. */
    Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        secrets.stream()
                .filter(state -> !state.problem().isEmpty())
                .forEach(state -> problems.put(state.secret(), state.problem()));
        return problems;
    }

    /**
     * @param elsewhere keys in other namespaces, by namespace and name, which are not used
     */
    StoredKeys beside(Map<String, SealingKey> elsewhere) {
        return new StoredKeys(usable, secrets, ring.beside(elsewhere));
    }

    Optional<Instant> newest() {
        return ring.current().map(key -> key.certificate().notBefore());
    }
}
