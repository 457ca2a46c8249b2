package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Makes requests fail, objects inadmissible, and the controller die, at any request. */
final class Trouble {

    /** Requests of a look at most; what comes later is not hit. */
    private static final int LATEST = 80;

    /** The process is gone: nothing it would do afterwards happens. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private final RandomGenerator random;
    private final InMemoryCluster cluster;
    private final Set<String> inadmissible = new TreeSet<>();
    private final Consumer<ResourceKey> stored;
    private boolean dead;

    Trouble(RandomGenerator random, InMemoryCluster cluster, Consumer<ResourceKey> stored) {
        this.random = random;
        this.cluster = cluster;
        this.stored = stored;
        none();
    }

    void none() {
        dead = false;
        cluster.failWith(request -> {});
        cluster.onWrite(stored);
    }

    boolean isDead() {
        return dead;
    }

    // ---- requests that fail

    /** One request or a few in a row are not answered, come at a bad moment, or are refused. */
    String fault() {
        none();
        ClusterException fault =
                switch (random.nextInt(4)) {
                    case 0 -> new ApiRefused(409, "Conflict", "fault");
                    case 1 -> new ApiRefused(403, "Forbidden", "fault");
                    default -> new ApiUnavailable("fault");
                };
        int[] before = {random.nextInt(LATEST)};
        int[] times = {random.nextBoolean() ? 1 : 1 + random.nextInt(20)};
        String story = fault.getClass().getSimpleName() + " after " + before[0] + ", " + times[0];
        cluster.failWith(
                request -> {
                    boolean hit = canFail(request, fault) && before[0]-- <= 0 && times[0]-- > 0;
                    if (hit) {
                        throw fault;
                    }
                });
        return story;
    }

    private static boolean canFail(String request, ClusterException fault) {
        boolean reads = request.startsWith("get") || request.startsWith("list");
        return fault instanceof ApiUnavailable || !reads && !request.startsWith("discover");
    }

    // ---- a process that dies

    /** It dies before a request, or after the server has stored an object and before we know. */
    void kill() {
        none();
        int[] left = {random.nextInt(LATEST)};
        if (random.nextBoolean()) {
            cluster.failWith(request -> dieAfter(left));
        } else {
            left[0] /= 4;
            cluster.failWith(request -> stayDead());
            cluster.onWrite(
                    key -> {
                        stored.accept(key);
                        dieAfter(left);
                    });
        }
    }

    private void dieAfter(int[] left) {
        stayDead();
        if (left[0]-- <= 0) {
            dead = true;
            throw new Killed();
        }
    }

    private void stayDead() {
        if (dead) {
            throw new Killed();
        }
    }

    // ---- admission

    /** Objects of a name are refused from now on, or are no longer. */
    void toggleAdmission() {
        String name = random.nextBoolean() ? "ours-" + random.nextInt(3) : "data";
        if (!inadmissible.remove(name)) {
            inadmissible.add(name);
        }
        cluster.admit(
                manifest ->
                        inadmissible.contains(manifest.key().name())
                                ? Optional.of("denied by policy")
                                : Optional.empty());
    }

    void admitAll() {
        inadmissible.clear();
        cluster.admit(manifest -> Optional.empty());
    }
}
