package dev.nordbox.appliance.seal;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that unseal; the newest of them seals. */
public final class KeyRing {
    private final List<SealingKey> newestFirst;
    private final Map<String, SealingKey> elsewhere;

    /**
     * @param keys in the order they came into being: of two with the same {@code NotBefore} the
     *     first is the newer, as with Bitnami's controller
     */
    public KeyRing(List<SealingKey> keys) {
        this(keys, Map.of());
    }

    /**
     * @param elsewhere keys that are at hand and not to be used, by what names their place:
     *     somebody may miss one
     */
    public KeyRing(List<SealingKey> keys, Map<String, SealingKey> elsewhere) {
        this.elsewhere = Map.copyOf(elsewhere);
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

    /** Those that neither seal nor unseal, by their place. */
    public Map<String, SealingKey> elsewhere() {
        return elsewhere;
    }

    public Optional<SealingKey> current() {
        return newestFirst.stream().findFirst();
    }
}
