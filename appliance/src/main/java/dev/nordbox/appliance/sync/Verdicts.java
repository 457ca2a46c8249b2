package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers what was found or made equal to its manifest, so that the API server is asked about an
 * object again only after the manifest or the object has changed.
 *
 * <p>Sound because of server-side apply's bookkeeping: whoever changes a field that we applied
 * takes it out of our list of fields, so an unchanged list means unchanged fields.
 */
final class Verdicts {

    private record InSync(Digest manifest, String uid, Digest applied) {}

    private final Map<ResourceKey, InSync> known = new ConcurrentHashMap<>();

    void inSync(Manifest manifest, Live live) {
        live.applied()
                .ifPresent(
                        applied ->
                                known.put(
                                        manifest.key(),
                                        new InSync(
                                                Digest.of(manifest.content()),
                                                live.uid(),
                                                applied)));
    }

    /**
     * This very object was seen equal to this very manifest, and none of its fields changed since.
     */
    boolean holdFor(Manifest manifest, Live live) {
        InSync verdict = known.get(manifest.key());
        return verdict != null
                && holds(verdict, live)
                && verdict.manifest.equals(Digest.of(manifest.content()));
    }

    /**
     * There is a verdict about this very manifest; whether it still holds depends on the object.
     */
    boolean know(Manifest manifest) {
        InSync verdict = known.get(manifest.key());
        return verdict != null && verdict.manifest.equals(Digest.of(manifest.content()));
    }

    void forget(ResourceKey key) {
        known.remove(key);
    }

    private static boolean holds(InSync verdict, Live live) {
        return verdict.uid.equals(live.uid())
                && !live.terminating()
                && live.applied().equals(Optional.of(verdict.applied));
    }
}
