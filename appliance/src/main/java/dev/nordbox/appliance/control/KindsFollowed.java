package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a watch on each kind in use for as long as it is served. Definitions come and go: a watch
 * on a kind that is gone would be asked for again for ever.
 */
final class KindsFollowed {

    /** What the controller itself lives on. */
    private static final List<GroupKind> ALWAYS =
            List.of(Placement.DEFINITION, Placement.NAMESPACE, Project.KIND, Application.KIND);

    /** A kind that may not be read stays so, and is no reason to ask for all kinds all the time. */
    private static final Duration TROUBLE_ASKS_EVERY = Duration.ofSeconds(30);

    private final Clock clock;
    private final Discovered discovered;
    private final LiveCache cache;
    private final KindsInUse inUse;
    private final Changes changes;
    private Instant nextForTrouble = Instant.MIN;
    private long generation;

    KindsFollowed(
            Clock clock,
            Discovered discovered,
            LiveCache cache,
            KindsInUse inUse,
            Changes changes) {
        this.clock = clock;
        this.discovered = discovered;
        this.cache = cache;
        this.inUse = inUse;
        this.changes = changes;
    }

    /** To be called again and again; does little when nothing has changed. */
    void follow() throws ClusterException {
        if (isOutdated(discovered.kinds())) {
            discovered.doubt();
        }
        ServedKinds served = discovered.kinds();
        if (discovered.generation() != generation) {
            generation = discovered.generation();
            changes.kindsCameOrWent();
        }
        cache.kinds().stream()
                .filter(kind -> !ALWAYS.contains(kind))
                .filter(kind -> served.lacks(kind) && !isDefined(kind))
                .forEach(cache::unfollow);
        inUse.all().stream().filter(kind -> served.find(kind).isPresent()).forEach(cache::follow);
        ALWAYS.forEach(cache::follow);
    }

    /** A kind cannot be heard of any more, or is served a moment after its definition came. */
    private boolean isOutdated(ServedKinds served) {
        boolean toCome =
                inUse.all().stream().anyMatch(kind -> served.lacks(kind) && isDefined(kind));
        return toCome || isTroubled();
    }

    private boolean isTroubled() {
        Instant now = clock.instant();
        boolean troubled =
                !now.isBefore(nextForTrouble)
                        && cache.kinds().stream().anyMatch(kind -> cache.trouble(kind).isPresent());
        if (troubled) {
            nextForTrouble = now.plus(TROUBLE_ASKS_EVERY);
        }
        return troubled;
    }

    /** A server that has just started serves some kinds a moment later. */
    private boolean isDefined(GroupKind kind) {
        return !cache.knows(Placement.DEFINITION)
                || discovered.definitionName(kind).flatMap(this::definition).isPresent();
    }

    private Optional<LiveEntry> definition(String name) {
        GroupKind kind = Placement.DEFINITION;
        return cache.get(new ResourceKey(kind.group(), kind.kind(), "", name));
    }
}
