package dev.nordbox.appliance.live;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.manifest.GroupKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The kinds that are served: asked for once, and again when there is a reason to. */
public final class Discovered {

    /** A kind that nothing serves is asked for by every look at its application. */
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final Clock clock;
    private Optional<ServedKinds> kinds = Optional.empty();

    // Set without the lock: events come in the thread that also brings the answers, and one that
    // waited here for the end of a question would wait for itself.
    private volatile Instant askedAt = Instant.MIN;
    private volatile boolean stale = true;

    private long generation;

    /** Also of kinds that are served no more. */
    private final Map<GroupKind, String> plurals = new HashMap<>();

    public Discovered(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** A definition came, changed or went. */
    public void invalidate() {
        askedAt = Instant.MIN;
        stale = true;
    }

    /** Something is missing that may have come since. */
    public void doubt() {
        if (!clock.instant().isBefore(askedAt.plus(AT_MOST_EVERY))) {
            stale = true;
        }
    }

    /** What its definition is or was called; nothing, if it has never been served. */
    public synchronized Optional<String> definitionName(GroupKind kind) {
        return Optional.ofNullable(plurals.get(kind)).map(plural -> plural + "." + kind.group());
    }

    /**
     * @throws ClusterException when the server does not answer and has not before
     */
    public synchronized ServedKinds kinds() throws ClusterException {
        if (stale) {
            stale = false; // before asking: what is heard meanwhile counts
            boolean answered = false;
            try {
                learn(cluster.servedKinds());
                answered = true;
            } catch (ClusterException e) {
                if (kinds.isEmpty()) {
                    throw e;
                }
            } finally {
                if (!answered) {
                    stale = true;
                }
            }
        }
        return kinds.orElseThrow();
    }

    private void learn(ServedKinds newest) {
        if (!kinds.equals(Optional.of(newest))) {
            generation++;
        }
        kinds = Optional.of(newest);
        newest.all().forEach(kind -> plurals.put(kind.kind(), kind.plural()));
        askedAt = clock.instant();
    }

    /** Changes whenever the kinds do. */
    public synchronized long generation() {
        return generation;
    }
}
