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
            String name = entry.getKey();
            resealed.put(name, sealing.anew(entry.getValue(), label, items.get(name)));
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
        for (Map.Entry<String, String> item : items.entrySet()) {
            // The first that stays shut decides: each costs a try of every key.
            opened.put(
                    item.getKey(),
                    open(unlocking, item.getValue(), label)
                            .orElseThrow(
                                    () ->
                                            new SealingException(
                                                    item.getKey() + " does not unseal here")));
        }
        return opened;
    }

    private static Optional<Opened> open(Unlocking unlocking, String text, Label label) {
        try {
            return unlocking.open(SealedItem.parse(text), label);
        } catch (SealingException e) {
            return Optional.empty(); // no reason is given
        }
    }
}
