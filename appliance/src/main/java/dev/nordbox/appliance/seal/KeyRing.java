package dev.nordbox.appliance.seal;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that unseal; the newest of them seals. */
public final class KeyRing {
    private final List<SealingKey> newestFirst;

    /**
     * @param keys in the order they came into being: of two with the same {@code NotBefore} the
     *     first is the newer, as with Bitnami's controller
     */
    public KeyRing(List<SealingKey> keys) {
        Map<String, SealingKey> distinct = new LinkedHashMap<>();
        keys.forEach(key -> distinct.putIfAbsent(key.fingerprint(), key));
        this.newestFirst =
                distinct.values().stream()
                        .sorted(
                                Comparator.comparing(
                                                (SealingKey key) -> key.certificate().notBefore())
                                        .reversed())
                        .toList();
    }

    /** Newest first. */
    public List<SealingKey> keys() {
        return newestFirst;
    }

    public Optional<SealingKey> current() {
        return newestFirst.stream().findFirst();
    }
}
