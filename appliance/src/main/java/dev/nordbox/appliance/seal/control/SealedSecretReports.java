package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.control.UnsealResult.Failed;
import dev.nordbox.appliance.seal.control.UnsealResult.Unsealed;
import dev.nordbox.appliance.threads.RetriedWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how unsealing went, in status, event and log, when no Secret waits to be unsealed any more:
 * a thousand Secrets do not share the API server with two thousand reports. What is lost with the
 * process is told by the next one, which finds the status wanting.
 */
final class SealedSecretReports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SealedSecretReports.class);
    private static final int THREADS = 4;
    private static final Clock TIMES = Clock.systemUTC();

    /** Told by then at the latest: some Secret may always be waiting. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private record Report(LiveObject object, UnsealResult result) {}

    private final Cluster cluster;
    private final Mandate mandate;
    private final Clock clock;
    private final Map<ResourceKey, Report> latest = new ConcurrentHashMap<>();
    private final RetriedWork<ResourceKey> queue =
            new RetriedWork<>("unseal-report", THREADS, TIMES, this::send);

    SealedSecretReports(Cluster cluster, Mandate mandate, Clock clock) {
        this.cluster = cluster;
        this.mandate = mandate;
        this.clock = clock;
    }

    /**
     * @param object as it was when it was unsealed
     */
    void report(LiveObject object, UnsealResult result) {
        boolean written = result instanceof Unsealed unsealed && unsealed.written();
        boolean news = SealedSecretStatus.of(object, result, clock.instant()).isPresent();
        if (news || written) {
            latest.put(object.key(), new Report(object, result));
            queue.addAt(object.key(), TIMES.instant().plus(LONGEST_WAIT));
        } else {
            latest.remove(object.key()); // a failure that has passed is no news
        }
    }

    /** No Secret waits any more. */
    void tellAll() {
        latest.keySet().forEach(queue::add);
    }

    /** All is told. */
    boolean isIdle() {
        return latest.isEmpty() && queue.idle();
    }

    private boolean send(ResourceKey key) {
        Report report = latest.get(key);
        if (report == null || !mandate.held()) {
            latest.remove(key);
            return true; // told with an earlier one, or by whoever looks at it next
        }
        try {
            send(report.object(), report.result());
        } catch (ApiRefused e) {
            // the object is gone
        } catch (ClusterException e) {
            return false;
        }
        latest.remove(key, report); // a newer one is told next
        return true;
    }

    private void send(LiveObject object, UnsealResult result) throws ClusterException {
        Instant now = clock.instant();
        Optional<Map<String, Object>> status = SealedSecretStatus.of(object, result, now);
        if (status.isPresent()) {
            cluster.patch(object.key(), ObjectPatch.status(status.get()));
        }
        log(object, result);
        tell(object, result, now);
    }

    /** An event that cannot be sent is no reason to try all again. */
    private void tell(LiveObject object, UnsealResult result, Instant now) {
        try {
            cluster.create(SealedSecretEvent.of(object, result, now));
        } catch (ClusterException e) {
            LOG.atDebug()
                    .addKeyValue("namespace", object.key().namespace())
                    .addKeyValue("name", object.key().name())
                    .addKeyValue("problem", e.getMessage())
                    .log("event not sent");
        }
    }

    private static void log(LiveObject object, UnsealResult result) {
        List<String> remarks =
                result instanceof Unsealed unsealed
                        ? unsealed.remarks()
                        : List.of(((Failed) result).message());
        LOG.atInfo()
                .addKeyValue("namespace", object.key().namespace())
                .addKeyValue("name", object.key().name())
                .addKeyValue("remarks", remarks)
                .log(result instanceof Unsealed ? "unsealed" : "not unsealed");
    }

    @Override
    public void close() {
        queue.close();
    }
}
