package dev.nordbox.appliance;

import dev.nordbox.appliance.ControllerOutcome.Ending;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.git.JGitSource;
import dev.nordbox.appliance.seal.http.SealedSecrets;
import dev.nordbox.appliance.status.ControllerEndpoint;
import dev.nordbox.appliance.status.RepositoryStatus;
import dev.nordbox.appliance.status.StatusDocument;
import dev.nordbox.appliance.status.StatusServer;
import dev.nordbox.appliance.sync.ControllerStatus;
import dev.nordbox.appliance.sync.SyncLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole controller: one repository, one cluster, one status. Read this first.
 *
 * <pre>
 * RepositoryPoll ── revision, files ──► reading (Applications, rendering) ── wanted ──► SyncLoop ──► Cluster
 *        ▲                                                                                 │
 *        └──────────────── sync ──────────────── StatusServer ◄────────── status ──────────┘
 * </pre>
 *
 * <p>It starts with its Git host and its API server away, and says in the status what it waits for.
 */
public final class Controller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

    private final Cluster cluster;
    private final SyncLoop sync;
    private final RepositoryPoll poll;
    private final SealedSecrets sealedSecrets;
    private final Instant startedAt;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Optional<StatusServer> statusServer = Optional.empty();

    private Controller(
            ControllerConfig config, Cluster cluster, RepositoryPoll.Reading reading, Clock clock) {
        this.cluster = cluster;
        this.sync = new SyncLoop(cluster, clock);
        this.poll =
                new RepositoryPoll(
                        config.repo(),
                        () -> JGitSource.open(config.repo().access(), config.mirror()),
                        reading,
                        sync::desire,
                        clock);
        this.sealedSecrets = SealedSecrets.of(cluster, config.sealing(), clock);
        this.startedAt = clock.instant();
    }

    /**
     * Starts everything and returns.
     *
     * @param environment the process' variables, for the proxy of a cluster elsewhere
     * @throws IOException when the kubeconfig or the socket cannot be used; what it waits for
     *     otherwise is in the status
     */
    public static Controller start(ControllerConfig config, Map<String, String> environment)
            throws IOException {
        Cluster cluster = Fabric8Cluster.of(config.kubeconfig(), environment);
        Controller controller =
                new Controller(
                        config, cluster, new RepositoryReading(config.repo()), Clock.systemUTC());
        try {
            if (config.socket().isPresent()) {
                controller.serve(config.socket().get());
            }
        } catch (IOException e) {
            controller.close();
            throw e;
        }
        controller.sync.start();
        controller.poll.start();
        controller.sealedSecrets.start();
        LOG.atInfo()
                .addKeyValue("repository", config.repo().url())
                .addKeyValue("targetRevision", config.repo().targetRevision())
                .addKeyValue("path", config.repo().path())
                .addKeyValue("kubeconfig", config.kubeconfig())
                .log("controller started");
        return controller;
    }

    /** Runs until the process is asked to end (SIGTERM, Ctrl-C). */
    public static ControllerOutcome runUntilStopped(
            ControllerConfig config, Map<String, String> environment) {
        try (Controller controller = start(config, environment)) {
            Thread hook = new Thread(controller::close, "stop");
            Runtime.getRuntime().addShutdownHook(hook);
            controller.stopped.await();
            return new ControllerOutcome(Ending.STOPPED, List.of());
        } catch (IOException e) {
            return new ControllerOutcome(Ending.SETUP_INVALID, List.of(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ControllerOutcome(Ending.STOPPED, List.of());
        }
    }

    /** Runs until the cluster is what the repository says, or it is known that it will not be. */
    public static ControllerOutcome runOnce(
            ControllerConfig config, Map<String, String> environment, Duration atMost) {
        try (Controller controller = start(config, environment)) {
            return OneRun.of(controller.poll, controller.sync, atMost);
        } catch (IOException e) {
            return new ControllerOutcome(Ending.SETUP_INVALID, List.of(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ControllerOutcome(Ending.STOPPED, List.of());
        }
    }

    public ControllerStatus status() {
        return sync.status();
    }

    public RepositoryStatus repository() {
        return poll.status();
    }

    /** Polls now, and goes over the whole cluster. */
    public void syncNow() {
        poll.pollNow();
        sync.resync();
    }

    private void serve(Path socket) throws IOException {
        ControllerEndpoint endpoint =
                new ControllerEndpoint() {
                    @Override
                    public Map<String, Object> status() {
                        return StatusDocument.of(poll.status(), sync.status(), startedAt);
                    }

                    @Override
                    public void sync() {
                        syncNow();
                    }
                };
        statusServer = Optional.of(StatusServer.start(socket, endpoint));
    }

    /** Stops asking, then changing, then telling; a pass under way ends at its next request. */
    @Override
    public void close() {
        if (stopped.getCount() == 0) {
            return;
        }
        poll.close();
        sealedSecrets.close();
        sync.close();
        statusServer.ifPresent(StatusServer::close);
        cluster.close();
        stopped.countDown();
        LOG.info("controller stopped");
    }
}
