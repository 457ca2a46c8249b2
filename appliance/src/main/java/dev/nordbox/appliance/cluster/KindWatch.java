package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.threads.Daemon;
import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists a kind, then follows it; lists again when the server has forgotten our place.
 *
 * <p>A thread of its own, nearly always asleep, because listing blocks and one kind that does not
 * answer must not silence the others.
 */
final class KindWatch implements Watch, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(KindWatch.class);

    private final Fabric8Cluster cluster;
    private final ApiConnection api;
    private final GroupKind groupKind;
    private final Extent extent;
    private final Detail detail;
    private final ObjectListener listener;
    private final WatchTiming timing;
    private final Thread thread;
    private volatile boolean closed;

    /** Where to go on; empty: list first. */
    private Optional<String> position = Optional.empty();

    /** Before the next attempt. */
    private Duration pause;

    KindWatch(
            Fabric8Cluster cluster,
            ApiConnection api,
            GroupKind groupKind,
            Extent extent,
            Detail detail,
            ObjectListener listener,
            WatchTiming timing) {
        this.cluster = cluster;
        this.api = api;
        this.groupKind = groupKind;
        this.extent = extent;
        this.detail = detail;
        this.listener = listener;
        this.timing = timing;
        this.pause = timing.firstPause();
        this.thread = Daemon.of(this, "watch " + groupKind);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        while (!closed) {
            try {
                if (position.isEmpty()) {
                    Fabric8Cluster.Listing listing =
                            cluster.listing(
                                    groupKind,
                                    extent,
                                    detail,
                                    object -> listener.wants(object.key()));
                    position = Optional.of(listing.resourceVersion());
                    listener.listed(listing.objects());
                }
                follow();
            } catch (ClusterException e) {
                if (e instanceof ApiRefused) {
                    position = Optional.empty(); // 410 Gone, or the kind was taken away
                }
                interrupted(e.getMessage());
            } catch (InterruptedException e) {
                return; // only close() interrupts
            } catch (RuntimeException | StackOverflowError e) {
                // Without this thread nobody would hear of this kind again.
                position = Optional.empty();
                log(e);
                interrupted("a defect of nordbox, see the log: " + e.getClass().getName());
            }
            sleep(); // after a stream that ended in order too: a server on its way down hangs up
        }
    }

    private void interrupted(String why) {
        if (closed) {
            return;
        }
        try {
            listener.interrupted(why);
        } catch (RuntimeException | StackOverflowError e) {
            log(e);
        }
    }

    private void log(Throwable defect) {
        LOG.atError().addKeyValue("kind", groupKind).setCause(defect).log("defect");
    }

    private void follow() throws ClusterException, InterruptedException {
        ServedKind kind = cluster.served(groupKind);
        String path =
                ObjectPath.collection(kind, kind.preferredApiVersion(), extent.namespace())
                        + "?watch=true&allowWatchBookmarks=true&timeoutSeconds="
                        + timing.stream().toSeconds()
                        + extent.selector()
                        + "&resourceVersion="
                        + position.orElse("");
        AsyncBody stream =
                api.stream(path, Fabric8Cluster.accept(detail, ""), line -> hear(kind, line));
        long opened = System.nanoTime();
        try {
            stream.consume();
            stream.done()
                    .get(timing.stream().plus(timing.grace()).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException defect
                    && !(cause instanceof UncheckedIOException)) {
                throw defect;
            }
            throw new ApiUnavailable(
                    "the watch of " + groupKind + " broke off: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new ApiUnavailable("the watch of " + groupKind + " went silent", e);
        } finally {
            stream.cancel();
            if (System.nanoTime() - opened > timing.longestPause().toNanos()) {
                pause = timing.firstPause(); // however it ended, it was of use
            }
        }
    }

    private void hear(ServedKind kind, byte[] line) {
        if (closed) {
            return;
        }
        position =
                Optional.empty(); // until it is understood: from the same place it would come again
        Map<String, Object> event = parse(line);
        String type = Fields.text(event, "type").orElse("");
        Map<String, Object> object = Fields.map(event, "object");
        switch (type) {
            case "ADDED", "MODIFIED" -> listener.changed(Fabric8Cluster.live(kind, object));
            case "DELETED" -> listener.deleted(Fabric8Cluster.live(kind, object));
            // Nearly always 410: our place is too old, whether or not the server hangs up.
            case "ERROR" -> throw broken(Fields.text(object, "message").orElse("an error"));
            default -> {} // BOOKMARK: only the position matters
        }
        position = Fields.text(object, "metadata", "resourceVersion");
    }

    private static Map<String, Object> parse(byte[] line) {
        try {
            return Json.parse(line);
        } catch (IllegalArgumentException e) {
            throw broken(e.getMessage());
        }
    }

    /** Thrown at a line, ends the stream. */
    private static UncheckedIOException broken(String why) {
        return new UncheckedIOException(why, new IOException(why));
    }

    /** Twice as long each time, and never in step with other watches. */
    private void sleep() {
        try {
            long jitter = ThreadLocalRandom.current().nextLong(1 + pause.toMillis() / 2);
            Thread.sleep(pause.toMillis() + jitter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // run() ends at its next wait
        }
        pause = timing.after(pause);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
