package dev.nordbox.appliance.seal;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys that unseal; the newest of them seals. */
public final class KeyRing {
    private final List<SealingKey> newestFirst;
    private final List<SealingKey> retired;
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
        this(newestFirst(keys), List.of(), outOfUse, elsewhere);
    }

    private KeyRing(
            List<SealingKey> newestFirst,
            List<SealingKey> retired,
            List<SealingKey> outOfUse,
            Map<String, SealingKey> elsewhere) {
        this.newestFirst = List.copyOf(newestFirst);
        this.retired = List.copyOf(retired);
        this.outOfUse = List.copyOf(outOfUse);
        this.elsewhere = Map.copyOf(elsewhere);
    }

    private static List<SealingKey> newestFirst(List<SealingKey> keys) {
        Map<String, SealingKey> distinct = new LinkedHashMap<>();
        keys.forEach(key -> distinct.putIfAbsent(key.fingerprint(), key));
        return distinct.values().stream()
                .sorted(
                        Comparator.comparing((SealingKey key) -> key.certificate().notBefore())
                                .reversed())
                .toList();
    }

    /**
     * The same ring without these, which still unseal: whoever has a leaked one would read what it
     * seals.
     */
    public KeyRing retiring(List<SealingKey> leaked) {
        List<SealingKey> retired = newestFirst(leaked);
        List<String> none = retired.stream().map(SealingKey::fingerprint).toList();
        List<SealingKey> sealing =
                newestFirst.stream().filter(key -> !none.contains(key.fingerprint())).toList();
        return new KeyRing(sealing, retired, outOfUse, elsewhere);
    }

    /** All that unseal: newest first, and then those that seal no more. */
    public List<SealingKey> keys() {
        return Stream.concat(newestFirst.stream(), retired.stream()).toList();
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
        return new KeyRing(newestFirst, retired, outOfUse, elsewhere);
    }

    /** The one that seals. */
    public Optional<SealingKey> current() {
        return newestFirst.stream().findFirst();
    }
}
