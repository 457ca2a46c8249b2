package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Of several controllers that follow the same repository in one cluster only the holder of the
 * Lease acts, so that one that lags behind never deletes what a newer commit has brought.
 *
 * <p>Time is our own: a Lease counts as given up when nobody has renewed it for its length since we
 * first saw it so, whatever the clocks of others say.
 */
final class Leadership {

    static final Duration LENGTH = Duration.ofSeconds(30);
    static final Duration RENEWAL = Duration.ofSeconds(8);

    /** The API takes six digits and nothing else. */
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Cluster cluster;
    private final Clock clock;
    private final ResourceKey key;
    private final String identity;

    private String seenVersion = "";
    private Instant seenAt = Instant.MIN;
    private volatile Instant heldUntil = Instant.MIN;
    private volatile String holder = "";

    Leadership(Cluster cluster, Clock clock, String name, String identity) {
        this.cluster = cluster;
        this.clock = clock;
        this.key = new ResourceKey("coordination.k8s.io", "Lease", AppKey.HOME, name);
        this.identity = identity;
    }

    /** We may act now, and for as long as the next renewal takes. */
    boolean held() {
        return clock.instant().isBefore(heldUntil);
    }

    /** Who has it; {@code ""} while nobody is known to. */
    String holder() {
        return holder;
    }

    /** Takes, renews or waits for the Lease; to be called at every {@link #RENEWAL}. */
    synchronized void renew() throws ClusterException {
        Instant asked = clock.instant();
        Optional<LiveObject> lease = cluster.get(key);
        if (lease.isEmpty()) {
            take(asked, Optional.empty());
            return;
        }
        holder = Fields.text(lease.get().content(), "spec", "holderIdentity").orElse("");
        boolean free = holder.isEmpty() || holder.equals(identity) || isGivenUp(lease.get(), asked);
        if (free) {
            take(asked, lease);
        }
    }

    private boolean isGivenUp(LiveObject lease, Instant now) {
        if (!lease.resourceVersion().equals(seenVersion)) {
            seenVersion = lease.resourceVersion();
            seenAt = now;
        }
        long seconds = Fields.number(lease.content(), "spec", "leaseDurationSeconds");
        return now.isAfter(seenAt.plusSeconds(seconds));
    }

    private void take(Instant asked, Optional<LiveObject> before) throws ClusterException {
        try {
            LiveObject taken =
                    before.isEmpty()
                            ? cluster.create(lease(identity, asked, before))
                            : cluster.replace(lease(identity, asked, before));
            seenVersion = taken.resourceVersion();
            holder = identity;
            heldUntil = asked.plus(LENGTH).minus(RENEWAL.dividedBy(2));
        } catch (ApiRefused e) {
            if (!e.conflict()) {
                throw e;
            }
        }
    }

    /** Whoever comes next need not wait. */
    synchronized void giveUp() {
        heldUntil = Instant.MIN;
        try {
            Optional<LiveObject> lease = cluster.get(key);
            boolean ours =
                    lease.flatMap(l -> Fields.text(l.content(), "spec", "holderIdentity"))
                            .equals(Optional.of(identity));
            if (ours) {
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
