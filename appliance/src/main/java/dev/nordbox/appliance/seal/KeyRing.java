package dev.nordbox.appliance.seal;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that unseal; the newest of them seals. */
public final class KeyRing {
    private final List<SealingKey> newestFirst;
    private final List<SealingKey> outOfUse;
    private final Map<String, SealingKey> elsewhere;

    /**
     * @param keys in the order they came into being: of two with the same {@code NotBefore} the
     *     first is the newer, as with Bitnami's controller
     */
    public KeyRing(List<SealingKey> keys) {
        this(keys, List.of());
    }

    /**
     * @param outOfUse keys that are there and unseal nothing; a diagnosis can name them
     */
    public KeyRing(List<SealingKey> keys, List<SealingKey> outOfUse) {
        this(keys, outOfUse, Map.of());
    }

    private KeyRing(
            List<SealingKey> keys, List<SealingKey> outOfUse, Map<String, SealingKey> elsewhere) {
        this.outOfUse = List.copyOf(outOfUse);
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

    List<SealingKey> outOfUse() {
        return outOfUse;
    }

    /** Those that lie where none is used, by their place: somebody may miss one. */
    public Map<String, SealingKey> elsewhere() {
        return elsewhere;
    }

    /** The same ring, and keys that lie elsewhere. */
    public KeyRing beside(Map<String, SealingKey> elsewhere) {
        return new KeyRing(newestFirst, outOfUse, elsewhere);
    }

    public Optional<SealingKey> current() {
        return newestFirst.stream().findFirst();
    }
}
