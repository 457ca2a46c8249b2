package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.threads.RetriedWork;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Work by the server that it asks: two at a time each, so that one that is slow or gone keeps
 * nobody waiting but those that read from it. Thread safe.
 */
final class Lanes implements AutoCloseable {
    private static final int MOST = 16;
    private static final int AT_A_TIME = 2;

    private final Predicate<ResourceKey> work;
    private final Map<String, RetriedWork<ResourceKey>> byServer = new HashMap<>();
    private final List<RetriedWork<ResourceKey>> all = new ArrayList<>();

    /**
     * @param work false when the key is to be tried again
     */
    Lanes(Predicate<ResourceKey> work) {
        this.work = work;
    }

    synchronized void add(String server, ResourceKey key) {
        byServer.computeIfAbsent(server, this::lane).add(key);
    }

    /** Those that come late share: a store is quickly written, and threads are few. */
    private RetriedWork<ResourceKey> lane(String server) {
        if (all.size() < MOST) {
            all.add(new RetriedWork<>("vault", AT_A_TIME, Clock.systemUTC(), work));
            return all.get(all.size() - 1);
        }
        return all.get(Math.floorMod(server.hashCode(), MOST));
    }

    synchronized void forget(ResourceKey key) {
        all.forEach(lane -> lane.forget(key));
    }

    synchronized boolean idle() {
        return all.stream().allMatch(RetriedWork::idle);
    }

    @Override
    public synchronized void close() {
        all.forEach(RetriedWork::close);
    }
}
