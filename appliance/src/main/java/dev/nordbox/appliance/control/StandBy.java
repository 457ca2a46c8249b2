package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectListener;
import dev.nordbox.appliance.cluster.Watch;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * While this controller may not act it hears of what is in its way, so that it need not ask again
 * and again: the Lease of another one, or a root that objects.
 */
final class StandBy implements AutoCloseable {

    private final Cluster cluster;
    private final RootPlace place;
    private final Leadership leadership;
    private final Runnable wake;

    private Optional<ResourceKey> awaited = Optional.empty();
    private Optional<Watch> watch = Optional.empty();
    private boolean closed;

    /**
     * @param wake to see whether it may act now; returns at once
     */
    StandBy(Cluster cluster, RootPlace place, Leadership leadership, Runnable wake) {
        this.cluster = cluster;
        this.place = place;
        this.leadership = leadership;
        this.wake = wake;
    }

    /** From now on, of what is in the way now. */
    synchronized void begin() {
        if (leadership.isObjected()) {
            listen(place.key().resource(), this::rootChanged);
        } else {
            listen(leadership.key(), this::leaseChanged);
        }
    }

    private void listen(ResourceKey key, Consumer<Optional<LiveObject>> told) {
        if (closed || awaited.equals(Optional.of(key))) {
            return;
        }
        over();
        awaited = Optional.of(key);
        watch = Optional.of(cluster.watch(key, new Listener(told)));
    }

    private void rootChanged(Optional<LiveObject> root) {
        if (root.filter(Roots::isRoot).flatMap(place::objection).isEmpty()) {
            wake.run();
        }
    }

    private void leaseChanged(Optional<LiveObject> lease) {
        leadership.heard(lease);
        if (!leadership.isElsewhere()) {
            wake.run();
        }
    }

    /** Nothing is in the way any more. */
    synchronized void over() {
        watch.ifPresent(Watch::close);
        watch = Optional.empty();
        awaited = Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        over();
    }

    /**
     * @param told of the object, which is empty when it is not there
     */
    private record Listener(Consumer<Optional<LiveObject>> told) implements ObjectListener {
        @Override
        public boolean wants(ResourceKey key) {
            return true;
        }

        @Override
        public void listed(List<LiveObject> objects) {
            told.accept(objects.stream().findFirst());
        }

        @Override
        public void changed(LiveObject object) {
            told.accept(Optional.of(object));
        }

        @Override
        public void deleted(LiveObject object) {
            told.accept(Optional.empty());
        }

        @Override
        public void interrupted(String why) {
            // it is asked for when the time has come
        }
    }
}
