package dev.nordbox.appliance;

import dev.nordbox.appliance.ControllerOutcome.Ending;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.manifest.Digests;
import dev.nordbox.appliance.redis.RedisStore;
import dev.nordbox.appliance.render.cache.BuildIdentity;
import dev.nordbox.appliance.render.cache.MemoryFirst;
import dev.nordbox.appliance.render.cache.MemoryStore;
import dev.nordbox.appliance.render.cache.RenderStore;
import dev.nordbox.appliance.render.cache.Renders;
import dev.nordbox.appliance.repositories.RootRepository;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.status.ControllerStatus;
import dev.nordbox.appliance.status.Question;
import dev.nordbox.appliance.status.RenderStatus;
import dev.nordbox.appliance.status.RepositoryStatus;
import dev.nordbox.appliance.threads.Daemon;
import dev.nordbox.appliance.webhook.PushedRepository;
import dev.nordbox.appliance.webhook.WebhookServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The whole controller: one repository, and one cluster or several. Read this first.
 *
 * <pre>
 * RootRepository ── revision, files ──► OneCluster: GitOps (queue, watches, syncs) ──► Cluster
 *        ▲                                  │      └ state, audit trail, Lease, socket
 *        └── look now ── WebhookServer      └ … one for each, and none waits for another
 * </pre>
 *
 * <p>It starts with its Git host and its API servers away, and says in the status what it waits
 * for.
 */
public final class Controller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

    /** What a cluster that hangs may take to be left. */
    private static final Duration FAREWELL = Duration.ofMinutes(1);

    private final Optional<RedisStore> redis;
    private final Renders renders;
    private final RootRepository root;
    private final List<OneCluster> clusters = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Optional<WebhookServer> webhooks = Optional.empty();

    private Controller(ControllerConfig config, Clock clock) throws IOException {
        byte[] key = KeptBytes.in(config.stateDir(), "render-key", Digests.newKey());
        this.redis = config.cache().redis().map(socket -> RedisStore.at(socket, key));
        // Within one process all renders are of one program.
        String program = redis.isPresent() ? BuildIdentity.ofThisProgram() : "";
        this.renders = new Renders(store(config.cache(), redis), program);
        this.root = new RootRepository(config, clock);
    }

    private static RenderStore store(ControllerConfig.Cache cache, Optional<RedisStore> redis) {
        RenderStore memory = new MemoryStore(cache.memoryBytes());
        return redis.<RenderStore>map(lasting -> new MemoryFirst(memory, lasting)).orElse(memory);
    }

    // ---- how it starts

    /**
     * Starts everything and returns.
     *
     * @param environment the process' variables, for the proxy of a cluster elsewhere
     * @throws IOException when a kubeconfig, a socket, the webhook's port or secret, or the state
     *     directory cannot be used; what it waits for otherwise is in the status
     */
    public static Controller start(ControllerConfig config, Map<String, String> environment)
            throws IOException {
        return start(config, OpenClusters.of(config.clusters(), environment));
    }

    static Controller start(ControllerConfig config, OpenClusters opened) throws IOException {
        Clock clock = Clock.systemUTC();
        Controller controller = new Controller(config, clock);
        try {
            controller.have(config, opened, clock);
        } catch (IOException e) {
            controller.close();
            throw e;
        }
        controller.begin(opened);
        controller.root.start(
                newest -> controller.each(cluster -> cluster.checkout(newest)),
                () -> controller.each(OneCluster::otherRevisionsChanged));
        LOG.atInfo()
                .addKeyValue("repository", config.repo().url())
                .addKeyValue("targetRevision", config.repo().targetRevision())
                .addKeyValue("path", config.repo().path())
                .addKeyValue(
                        "clusters", opened.all().stream().map(OpenClusters.Opened::names).toList())
                .log("controller started");
        return controller;
    }

    private void have(ControllerConfig config, OpenClusters opened, Clock clock)
            throws IOException {
        for (OpenClusters.Opened one : opened.all()) {
            try (MDC.MDCCloseable logged = logged(one)) {
                OneCluster cluster =
                        new OneCluster(
                                config,
                                one,
                                opened.seenFrom(one),
                                root,
                                renders,
                                this::renders,
                                clock);
                clusters.add(cluster);
                cluster.serve();
            }
        }
        if (config.webhook().isPresent()) {
            hear(config.webhook().get(), config.repo().url().toString(), clock);
        }
    }

    private void begin(OpenClusters opened) {
        for (OpenClusters.Opened one : opened.all()) {
            try (MDC.MDCCloseable logged = logged(one)) {
                cluster(one.names().name()).start();
            }
        }
    }

    /** Whose log line it is; one that is alone needs no name there. */
    private static MDC.MDCCloseable logged(OpenClusters.Opened one) {
        return MDC.putCloseable("cluster", one.access().name().orElse(""));
    }

    /** What one of them cannot do with the news is no loss of the others. */
    private void each(Consumer<OneCluster> told) {
        for (OneCluster cluster : clusters) {
            try {
                told.accept(cluster);
            } catch (RuntimeException | StackOverflowError e) {
                LOG.atError().addKeyValue("cluster", cluster.name()).setCause(e).log("defect");
            }
        }
    }

    private void hear(ControllerConfig.Webhook webhook, String url, Clock clock)
            throws IOException {
        webhooks =
                Optional.of(
                        WebhookServer.start(
                                new InetSocketAddress(webhook.listen(), webhook.port()),
                                webhook.path(),
                                webhook.secretFile(),
                                pushed -> meant(pushed, url),
                                urls -> {
                                    if (urls.contains(url)) {
                                        root.pushed();
                                    }
                                    each(cluster -> cluster.repositories().pushed(urls));
                                },
                                clock));
    }

    private Set<String> meant(PushedRepository pushed, String url) {
        Set<String> meant = new HashSet<>();
        each(cluster -> meant.addAll(cluster.repositories().allOf(pushed::mayBe)));
        if (pushed.mayBe(url)) {
            meant.add(url);
        }
        return meant;
    }

    // ---- how it ends

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

    /** Runs until the clusters are what the repository says, or one is known not to become so. */
    public static ControllerOutcome runOnce(
            ControllerConfig config, Map<String, String> environment, Duration atMost) {
        try (Controller controller = start(config, environment)) {
            return controller.once(atMost);
        } catch (IOException e) {
            return new ControllerOutcome(Ending.SETUP_INVALID, List.of(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ControllerOutcome(Ending.STOPPED, List.of());
        }
    }

    /** All have the same time: who is asked last had it while the others were waited for. */
    ControllerOutcome once(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        Optional<ControllerOutcome> noRepository = OneRun.awaitRepository(root, atMost);
        if (noRepository.isPresent()) {
            return noRepository.get();
        }
        Map<String, ControllerOutcome> outcomes = new LinkedHashMap<>();
        for (OneCluster cluster : clusters) {
            outcomes.put(cluster.name(), cluster.run().await(end));
        }
        return ControllerOutcome.of(outcomes);
    }

    /** Stops asking, then changing, then telling; what is under way ends at its next request. */
    @Override
    public void close() {
        if (stopped.getCount() == 0) {
            return;
        }
        webhooks.ifPresent(WebhookServer::close);
        root.close();
        leave();
        redis.ifPresent(RedisStore::close);
        stopped.countDown();
        LOG.info("controller stopped");
    }

    /** All at once, so that none keeps its Lease because another one hangs. */
    private void leave() {
        List<Thread> farewells =
                clusters.stream().map(one -> Daemon.of(one::close, "leave-" + one.name())).toList();
        farewells.forEach(Thread::start);
        long end = System.nanoTime() + FAREWELL.toNanos();
        for (Thread farewell : farewells) {
            try {
                farewell.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // ---- what is known

    /**
     * @throws java.util.NoSuchElementException when no cluster is called so
     */
    OneCluster cluster(String name) {
        return clusters.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    /** Of the first cluster, as all that follows. */
    public ControllerStatus status() {
        return clusters.get(0).status();
    }

    public RepositoryStatus repository() {
        return clusters.get(0).repository();
    }

    /** About applications, and for them, and about the audit trail, as over the socket. */
    public Answer answer(Question question) {
        return clusters.get(0).answer(question);
    }

    /**
     * Polls now, and looks at every application.
     *
     * @param asker who wants it so
     */
    public void syncNow(String asker) {
        clusters.get(0).syncNow(asker);
    }

    public RenderStatus renders() {
        return new RenderStatus(
                redis.isPresent() ? RenderStatus.REDIS : RenderStatus.MEMORY,
                renders.made(),
                renders.recalled(),
                renders.problem());
    }
}
