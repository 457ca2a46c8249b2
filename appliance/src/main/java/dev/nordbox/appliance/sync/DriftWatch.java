package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectListener;
import dev.nordbox.appliance.cluster.Watch;
import dev.nordbox.appliance.health.HealthAssessment;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Watches the kinds in use, and no others, and tells which objects of ours were touched. Of kinds
 * without a health of their own only metadata is asked for.
 */
final class DriftWatch implements AutoCloseable {

    private final Cluster cluster;
    private final Sightings sightings;
    private final Consumer<ResourceKey> touched;
    private final Map<GroupKind, Watch> watches = new HashMap<>();
    private volatile Set<ResourceKey> tracked = Set.of();

    /**
     * @param touched called from the watches' threads, for every event of a tracked object
     */
    DriftWatch(Cluster cluster, Sightings sightings, Consumer<ResourceKey> touched) {
        this.cluster = cluster;
        this.sightings = sightings;
        this.touched = touched;
    }

    /** From now on these objects, and none else. */
    void follow(Set<ResourceKey> keys) {
        tracked = Set.copyOf(keys);
        Set<GroupKind> kinds = new HashSet<>();
        keys.forEach(key -> kinds.add(key.groupKind()));
        watches.entrySet()
                .removeIf(
                        entry -> {
                            boolean unused = !kinds.contains(entry.getKey());
                            if (unused) {
                                entry.getValue().close();
                            }
                            return unused;
                        });
        for (GroupKind kind : kinds) {
            watches.computeIfAbsent(
                    kind,
                    k ->
                            cluster.watch(
                                    k,
                                    HealthAssessment.knows(k) ? Detail.FULL : Detail.METADATA,
                                    new Listener(k)));
        }
    }

    @Override
    public void close() {
        watches.values().forEach(Watch::close);
        watches.clear();
    }

    private final class Listener implements ObjectListener {
        private final GroupKind kind;

        Listener(GroupKind kind) {
            this.kind = kind;
        }

        @Override
        public boolean wants(ResourceKey key) {
            return tracked.contains(key);
        }

        @Override
        public void listed(List<LiveObject> objects) {
            Set<ResourceKey> present = new HashSet<>();
            for (LiveObject object : objects) {
                present.add(object.key());
                changed(object);
            }
            for (ResourceKey key : tracked) {
                if (key.groupKind().equals(kind) && !present.contains(key)) {
                    sightings.missing(key);
                    touched.accept(key);
                }
            }
        }

        @Override
        public void changed(LiveObject object) {
            if (tracked.contains(object.key())) {
                sightings.saw(object);
                touched.accept(object.key());
            }
        }

        @Override
        public void deleted(LiveObject object) {
            if (tracked.contains(object.key())) {
                sightings.gone(object);
                touched.accept(object.key());
            }
        }

        @Override
        public void interrupted(String why) {
            // A list follows, which tells whatever was missed.
        }
    }
}
