package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What the applications of a revision need, together: none of it may be deleted.
 *
 * @param claimed every object that one wants, whether or not it can have it
 * @param ground the namespaces and definitions that these live in
 */
record Demand(Set<ResourceKey> claimed, Set<ResourceKey> ground) {

    static final Demand NONE = new Demand(Set.of(), Set.of());

    Demand {
        claimed = Set.copyOf(claimed);
        ground = Set.copyOf(ground);
    }

    static Demand of(Collection<ApplicationPass> passes, ServedKinds kinds) {
        Set<ResourceKey> claimed = new HashSet<>();
        Set<ResourceKey> ground = new HashSet<>();
        for (ApplicationPass pass : passes) {
            claimed.addAll(pass.desired().claims());
            ground.addAll(pass.desired().ground(kinds));
        }
        return new Demand(claimed, ground);
    }
}
