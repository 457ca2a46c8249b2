package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.desired.TrackingId;
import dev.nordbox.appliance.live.LiveCache;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which Applications of the cluster are this controller's: its root, what comes from that, directly
 * or through other Applications, and what nobody else's root has brought. Two controllers that
 * follow two repositories thus never meet.
 */
final class OwnApplications {

    private final LiveCache cache;
    private final RootPlace place;

    OwnApplications(LiveCache cache, RootPlace place) {
        this.cache = cache;
        this.place = place;
    }

    boolean isOwn(AppKey key) {
        Optional<LiveObject> object = cache.object(key.resource());
        return object.isEmpty() || origin(object.get()).equals(Optional.of(place.key()));
    }

    /** The root that an Application comes from in the end. */
    private Optional<AppKey> origin(LiveObject object) {
        Set<String> passed = new HashSet<>();
        LiveObject current = object;
        while (!Roots.isRoot(current)) {
            Optional<LiveObject> parent = parent(current);
            if (parent.isEmpty() || !passed.add(parent.get().uid())) {
                return eldestRoot();
            }
            current = parent.get();
        }
        return Optional.of(AppKey.of(current.key()));
    }

    private Optional<LiveObject> parent(LiveObject object) {
        return TrackingId.applicationOf(object)
                .map(id -> new AppKey(AppKey.HOME, id))
                .flatMap(key -> cache.object(key.resource()));
    }

    /** What somebody applied by hand is looked after by one controller, not by all. */
    private Optional<AppKey> eldestRoot() {
        return cache.objects(Application.KIND).stream()
                .filter(Roots::isRoot)
                .map(root -> AppKey.of(root.key()))
                .min(java.util.Comparator.comparing(AppKey::name));
    }
}
