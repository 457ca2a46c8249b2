package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.seal.Unlocking.Opened;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Seals values anew with the newest key, each for the place it was sealed for and no other, and
 * checks whether values unseal. Renders no template and tells nothing of a value: whoever asks need
 * not be allowed to know it.
 */
public final class Resealing {
    /** Less than for an object in the cluster: anybody may ask. */
    private static final int MOST_TRIES = 1024;

    private final KeyRing keys;
    private final SecureRandom random;

    public Resealing(KeyRing keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    /**
     * The values under the newest key; those that are already are as they were.
     *
     * @throws SealingException when one does not unseal here; the message says which and no more
     */
    public Map<String, String> reseal(Map<String, String> items, Label label)
            throws SealingException {
        SealingKey newest =
                keys.current().orElseThrow(() -> new SealingException("there is no key yet"));
        Sealing sealing = new Sealing(newest.certificate(), random);
        Map<String, String> resealed = new LinkedHashMap<>();
        for (Map.Entry<String, Opened> entry : open(items, label).entrySet()) {
            Opened opened = entry.getValue();
            resealed.put(
                    entry.getKey(),
                    opened.key().fingerprint().equals(newest.fingerprint())
                            ? items.get(entry.getKey())
                            : sealing.reseal(opened.value(), label).base64());
        }
        return resealed;
    }

    /** Fingerprint of the key of each value. */
    public Map<String, String> keysOf(Map<String, String> items, Label label)
            throws SealingException {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        open(items, label)
                .forEach((key, opened) -> fingerprints.put(key, opened.key().fingerprint()));
        return fingerprints;
    }

    private Map<String, Opened> open(Map<String, String> items, Label label)
            throws SealingException {
        Unlocking unlocking = new Unlocking(keys, MOST_TRIES);
        Map<String, Opened> opened = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : items.entrySet()) {
            Optional<Opened> value = unlocking.open(SealedItem.parse(entry.getValue()), label);
            opened.put(
                    entry.getKey(),
                    value.orElseThrow(
                            () -> new SealingException(entry.getKey() + " does not unseal here")));
        }
        return opened;
    }
}
