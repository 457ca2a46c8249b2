package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Collection;
import java.util.Optional;

/** Health of an Application from that of its objects; Argo CD's rule since 3.4. */
public final class AppHealth {

    private AppHealth() {}

    /**
     * One object of the Application, wanted or live.
     *
     * @param live its health; empty when it is not in the cluster
     * @param hook it is a hook, or left out of the sync: nothing of it counts
     * @param ignored {@code ignore-healthcheck}, or the Application itself: it is there, and that
     *     is all that counts
     */
    public record Child(ResourceKey key, Optional<Health> live, boolean hook, boolean ignored) {

        public static Child live(ResourceKey key, Health health) {
            return new Child(key, Optional.of(health), false, false);
        }

        public static Child missing(ResourceKey key) {
            return new Child(key, Optional.empty(), false, false);
        }
    }

    /**
     * The worst of the live ones; Missing when there should be some and none is. A missing object
     * alone does not count, as it makes the Application OutOfSync already. A child Application that
     * is Missing or Unknown does not count either.
     */
    public static Health of(Collection<Child> children) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
