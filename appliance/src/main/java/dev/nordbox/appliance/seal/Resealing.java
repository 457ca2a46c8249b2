package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.seal.Unlocking.Opened;
import dev.nordbox.appliance.seal.Unlocking.Outcome;
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

    private static final String NO_REASON = "";

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
        Outcome outcome =
                new Unlocking(keys, MOST_TRIES).openAll(items, label, (item, before) -> NO_REASON);
        Optional<String> shut = outcome.problems().keySet().stream().findFirst();
        if (shut.isPresent()) {
            throw new SealingException(shut.get() + " does not unseal here");
        }
        return outcome.opened();
    }
}
