package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Of several controllers that follow the same repository in one cluster only the holder of the
 * Lease acts, so that one that lags behind never deletes what a newer commit has brought. One to
 * which the cluster is another one than to its root does not take it.
 */
final class Leadership implements Mandate {

    static final Duration LENGTH = Duration.ofSeconds(30);
    static final Duration RENEWAL = Duration.ofSeconds(8);

    /** The API takes six digits and nothing else. */
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Cluster cluster;
    private final Clock clock;
    private final Clock steady;
    private final RootPlace place;
    private final ResourceKey key;
    private final String identity;
    private final List<Runnable> whenTaken = new CopyOnWriteArrayList<>();
    private final List<Runnable> whenTakenOver = new CopyOnWriteArrayList<>();

    private final SeenLease seen;
    private boolean taken;
    private boolean over;
    private final AtomicReference<Term> term = new AtomicReference<>(Term.NONE);
    private volatile Optional<String> objection = Optional.empty();

    /**
     * Until when it is ours, by both clocks: one may be set back, and the other may stand still
     * while the machine sleeps.
     */
    private record Term(Instant byClock, Instant bySteady) {
        static final Term NONE = new Term(Instant.MIN, Instant.MIN);

        boolean covers(Instant now, Instant steadily) {
            return now.isBefore(byClock) && steadily.isBefore(bySteady);
        }
    }

    /**
     * @param clock for what others read
     * @param steady for how long something has lasted
     */
    Leadership(Cluster cluster, Clock clock, Clock steady, RootPlace place, String identity) {
        this.cluster = cluster;
        this.clock = clock;
        this.steady = steady;
        this.place = place;
        this.key = new ResourceKey("coordination.k8s.io", "Lease", AppKey.HOME, place.name());
        this.identity = identity;
        this.seen = new SeenLease(identity);
    }

    // ---- what is known

    ResourceKey key() {
        return key;
    }

    /** We may act now, and for as long as the next renewal takes. */
    @Override
    public boolean held() {
        Term now = term.get();
        if (covers(now)) {
            return true;
        }
        term.compareAndSet(now, Term.NONE); // a clock that is set back does not bring it back
        return false;
    }

    private boolean covers(Term any) {
        return any.covers(clock.instant(), steady.instant());
    }

    @Override
    public void onTaken(Runnable action) {
        whenTaken.add(action);
    }

    /**
     * What to do when it is taken that was another's, before we may act.
     *
     * @param action returns at once
     */
    void onTakenOver(Runnable action) {
        whenTakenOver.add(action);
    }

    /** Another one has it, as far as is known, and it need not be asked for yet. */
    boolean isElsewhere() {
        return !held() && !isObjected() && steady.instant().isBefore(seen.freeAt());
    }

    /** When another one that is heard of no more will have lost it, by the steady clock. */
    Instant freeAt() {
        return seen.freeAt();
    }

    /** Why it is not had, for a person. */
    String obstacle() {
        return objection.orElseGet(
                () ->
                        "another controller follows this repository here, "
                                + seen.holder()
                                + "; this one waits for its end");
    }

    /** The root that is there keeps it from being taken, not another holder. */
    boolean isObjected() {
        return objection.isPresent();
    }

    // ---- what happens

    /** Takes, renews or waits for the Lease; to be called at every {@link #RENEWAL}. */
    synchronized void renew() throws ClusterException {
        if (over) {
            return;
        }
        Instant asked = clock.instant();
        Instant askedSteadily = steady.instant();
        boolean anew = !held();
        Optional<LiveObject> lease = cluster.get(key);
        seen.is(lease, askedSteadily);
        // Asked after the Lease: whoever writes a root in between holds it then, and we fail.
        objection = anew ? objection() : Optional.empty();
        if (objection.isEmpty() && !askedSteadily.isBefore(seen.freeAt())) {
            take(asked, askedSteadily, lease);
        }
    }

    private Optional<String> objection() throws ClusterException {
        return cluster.get(place.key().resource()).filter(Roots::isRoot).flatMap(place::objection);
    }

    /**
     * What is heard of the Lease while it is waited for.
     *
     * @param lease empty when there is none
     */
    void heard(Optional<LiveObject> lease) {
        seen.is(lease, steady.instant());
    }

    private void take(Instant asked, Instant askedSteadily, Optional<LiveObject> before)
            throws ClusterException {
        boolean anothers = seen.wasAnothers(); // of ours it may hear at once
        try {
            LiveObject ours =
                    before.isEmpty()
                            ? cluster.create(lease(identity, asked, before))
                            : cluster.replace(lease(identity, asked, before));
            if (anothers) {
                whenTakenOver.forEach(Runnable::run);
            }
            seen.is(Optional.of(ours), askedSteadily);
            taken = true;
            Duration ahead = LENGTH.minus(RENEWAL.dividedBy(2));
            isOurs(new Term(asked.plus(ahead), askedSteadily.plus(ahead)));
        } catch (ApiRefused e) {
            if (!e.conflict()) {
                throw e;
            }
        }
    }

    /** It may have run out while a slow server answered: whoever saw that waits for a word. */
    private void isOurs(Term next) {
        Term before = term.getAndSet(next);
        if (!covers(before) && held()) {
            whenTaken.forEach(Runnable::run);
        }
    }

    /** We may act no more, for good; nobody else may yet. */
    synchronized void end() {
        over = true;
        term.set(Term.NONE);
    }

    /** When nothing of ours is under way any more: whoever comes next need not wait. */
    synchronized void giveUp() {
        end();
        if (!taken) {
            return;
        }
        try {
            Optional<LiveObject> lease = cluster.get(key);
            seen.is(lease, steady.instant());
            if (seen.isOurs()) {
                cluster.replace(lease("", clock.instant(), lease));
            }
        } catch (ClusterException e) {
            // It runs out by itself.
        }
    }

    private Manifest lease(String owner, Instant at, Optional<LiveObject> before) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", key.name());
        metadata.put("namespace", key.namespace());
        if (owner.isEmpty()) {
            metadata.put("annotations", Map.of(SeenLease.GIVEN_UP_BY, identity));
        }
        before.ifPresent(lease -> metadata.put("resourceVersion", lease.resourceVersion()));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("holderIdentity", owner);
        spec.put("leaseDurationSeconds", (int) LENGTH.toSeconds());
        spec.put("renewTime", MICRO_TIME.format(at));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "coordination.k8s.io/v1");
        content.put("kind", "Lease");
        content.put("metadata", metadata);
        content.put("spec", spec);
        return Manifest.of(content, "the controller");
    }
}
