package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What may happen to a pass at any moment: a request fails, or the process is gone. */
final class Trouble {

    /** The process is gone; nobody may catch this. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final int LATEST = 60;

    private final RandomGenerator random;
    private final InMemoryCluster cluster;
    private final Consumer<ResourceKey> afterWrite;

    /**
     * @param afterWrite told of every object that was stored, also of the last one
     */
    Trouble(RandomGenerator random, InMemoryCluster cluster, Consumer<ResourceKey> afterWrite) {
        this.random = random;
        this.cluster = cluster;
        this.afterWrite = afterWrite;
    }

    void none() {
        cluster.failWith(request -> {});
        cluster.onWrite(afterWrite);
    }

    /** One request fails. */
    void fault(ClusterException fault) {
        none();
        failAt(random.nextInt(LATEST), Optional.of(fault));
    }

    /** It dies before a request, or after the server has stored an object and before we know. */
    void kill() {
        none();
        int after = random.nextInt(LATEST);
        if (random.nextBoolean()) {
            failAt(after, Optional.empty());
            return;
        }
        int[] left = {after / 4};
        cluster.onWrite(
                key -> {
                    afterWrite.accept(key);
                    if (left[0]-- == 0) {
                        throw new Killed();
                    }
                });
    }

    private void failAt(int after, Optional<ClusterException> fault) {
        int[] left = {after};
        cluster.failWith(
                request -> {
                    if (left[0]-- == 0) {
                        throw fault.orElseThrow(Killed::new);
                    }
                });
    }
}
