package dev.nordbox.appliance;

import dev.nordbox.appliance.ControllerOutcome.Ending;
import dev.nordbox.appliance.audit.AuditDesk;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.control.GitOps;
import dev.nordbox.appliance.control.RootPlace;
import dev.nordbox.appliance.control.Settings;
import dev.nordbox.appliance.control.Workers;
import dev.nordbox.appliance.external.control.ExternalSecretController;
import dev.nordbox.appliance.external.vault.Vaults;
import dev.nordbox.appliance.gate.Gate;
import dev.nordbox.appliance.gate.HeldToProfile;
import dev.nordbox.appliance.gate.ReservedObjects;
import dev.nordbox.appliance.gate.SealedOnly;
import dev.nordbox.appliance.redis.RedisStore;
import dev.nordbox.appliance.render.cache.BuildIdentity;
import dev.nordbox.appliance.render.cache.MemoryFirst;
import dev.nordbox.appliance.render.cache.MemoryStore;
import dev.nordbox.appliance.render.cache.RenderStore;
import dev.nordbox.appliance.render.cache.Renders;
import dev.nordbox.appliance.repositories.FollowedRepositories;
import dev.nordbox.appliance.repositories.RootRepository;
import dev.nordbox.appliance.seal.PlainSecrets.Policy;
import dev.nordbox.appliance.seal.control.KeyList;
import dev.nordbox.appliance.seal.http.SealedSecrets;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.status.ControllerEndpoint;
import dev.nordbox.appliance.status.ControllerStatus;
import dev.nordbox.appliance.status.Question;
import dev.nordbox.appliance.status.RenderStatus;
import dev.nordbox.appliance.status.RepositoryStatus;
import dev.nordbox.appliance.status.StatusDocument;
import dev.nordbox.appliance.status.StatusServer;
import dev.nordbox.appliance.threads.Daemon;
import dev.nordbox.appliance.webhook.WebhookServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole controller: one repository, one cluster, one status. Read this first.
 *
 * <pre>
 * RootRepository ── revision, files ──► GitOps (queue of applications, watches, syncs) ──► Cluster
 *        ▲                                            │
 *        └────────── look now ────────── StatusServer ◄ status, WebhookServer ◄ pushes
 * </pre>
 *
 * <p>It starts with its Git host and its API server away, and says in the status what it waits for.
 */
public final class Controller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

    /** Requests that may be under way at once; a hanging webhook takes one for half a minute. */
    private static final int BATCHES = 24;

    private static final int REQUESTS = 24;

    private final Cluster cluster;
    private final ExecutorService batches = Daemon.pool("batch", BATCHES);
    private final ExecutorService requests = Daemon.pool("request", REQUESTS);
    private final StateDirectory state;
    private final AuditDesk audit;
    private final Optional<RedisStore> redis;
    private final Renders renders;
    private final GitOps engine;
    private final RootRepository root;
    private final FollowedRepositories repositories;
    private final SealedSecrets sealedSecrets;
    private final ExternalSecretController externalSecrets;
    private final Instant startedAt;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Optional<Workers> workers = Optional.empty();
    private Optional<StatusServer> statusServer = Optional.empty();
    private Optional<WebhookServer> webhooks = Optional.empty();

    private Controller(ControllerConfig config, Cluster cluster, Clock clock) throws IOException {
        this.cluster = cluster;
        this.state = StateDirectory.open(config.stateDir(), clock);
        this.audit = new AuditDesk(state.audit(), clock);
        this.redis = config.cache().redis().map(socket -> RedisStore.at(socket, state.renderKey()));
        // Within one process all renders are of one program.
        String program = redis.isPresent() ? BuildIdentity.ofThisProgram() : "";
        this.renders = new Renders(store(config.cache(), redis), program);
        RootPlace place =
                RootPlace.of(
                        config.repo().url().toString(),
                        config.repo().targetRevision(),
                        config.repo().path());
        this.root = new RootRepository(config, clock);
        this.repositories = root.others(cluster);
        this.engine =
                new GitOps(
                        cluster,
                        clock,
                        place,
                        new Settings(
                                state.identity(),
                                config.adopt(),
                                state.judgements(),
                                gates(config, clock),
                                repositories,
                                state.tombstones(),
                                state.audit(),
                                renders,
                                state::save),
                        state.digests(),
                        batches,
                        requests);
        engine.onRefresh(root::pollNow);
        repositories.onChange(engine::repositoryChanged);
        KeyList keys = new KeyList(config.stateDir().resolve(KeyList.FILE));
        WriteBook book = state.audit().book();
        this.sealedSecrets = SealedSecrets.of(cluster, config.sealing(), keys, clock, book);
        this.externalSecrets =
                new ExternalSecretController(cluster, Vaults.elsewhere(clock), clock, book);
        this.startedAt = clock.instant();
    }

    private static List<Gate> gates(ControllerConfig config, Clock clock) {
        Optional<Policy> plain =
                Optional.of(Policy.REFUSE).filter(refuse -> config.sealing().refusePlain());
        List<Gate> gates = new ArrayList<>(List.of(new ReservedObjects(), new SealedOnly(plain)));
        config.rules().map(rules -> new HeldToProfile(rules, clock)).ifPresent(gates::add);
        return gates;
    }

    private static RenderStore store(ControllerConfig.Cache cache, Optional<RedisStore> redis) {
        RenderStore memory = new MemoryStore(cache.memoryBytes());
        return redis.<RenderStore>map(lasting -> new MemoryFirst(memory, lasting)).orElse(memory);
    }

    /**
     * Starts everything and returns.
     *
     * @param environment the process' variables, for the proxy of a cluster elsewhere
     * @throws IOException when the kubeconfig, the socket, the webhook's port or secret, or the
     *     state directory cannot be used; what it waits for otherwise is in the status
     */
    public static Controller start(ControllerConfig config, Map<String, String> environment)
            throws IOException {
        Cluster cluster = Fabric8Cluster.of(config.kubeconfig(), environment);
        Clock clock = Clock.systemUTC();
        Controller controller = new Controller(config, cluster, clock);
        try {
            if (config.socket().isPresent()) {
                controller.serve(config.socket().get());
            }
            if (config.webhook().isPresent()) {
                controller.hear(config.webhook().get(), config.repo().url().toString(), clock);
            }
        } catch (IOException e) {
            controller.close();
            throw e;
        }
        controller.workers = Optional.of(Workers.start(controller.engine));
        controller.root.start(
                controller.engine::checkout,
                () -> controller.engine.repositoryChanged(config.repo().url().toString()));
        controller.sealedSecrets.start();
        controller.externalSecrets.start();
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
            return new OneRun(
                            controller.root,
                            controller.engine::status,
                            controller.repositories::statuses)
                    .await(atMost);
        } catch (IOException e) {
            return new ControllerOutcome(Ending.SETUP_INVALID, List.of(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ControllerOutcome(Ending.STOPPED, List.of());
        }
    }

    public ControllerStatus status() {
        return engine.status();
    }

    public RepositoryStatus repository() {
        return root.status(isReadable(engine.status()));
    }

    /** About applications, and for them, and about the audit trail, as over the socket. */
    public Answer answer(Question question) {
        if (question.path().equals(List.of("audit"))) {
            return audit.answer(question);
        }
        return engine.answer(question, Optional.of(root.status(true)));
    }

    public RenderStatus renders() {
        return new RenderStatus(
                redis.isPresent() ? RenderStatus.REDIS : RenderStatus.MEMORY,
                renders.made(),
                renders.recalled(),
                renders.problem());
    }

    /**
     * Polls now, and looks at every application.
     *
     * @param asker who wants it so
     */
    public void syncNow(String asker) {
        askGitNow();
        engine.resync(asker);
    }

    private void askGitNow() {
        root.pollNow();
        repositories.askAllNow();
    }

    /** No application has trouble that only a new commit ends. */
    private static boolean isReadable(ControllerStatus status) {
        return status.applications().stream()
                .flatMap(application -> application.conditions().stream())
                .noneMatch(condition -> OneRun.OF_THE_REPOSITORY.contains(condition.type()));
    }

    private void serve(Path socket) throws IOException {
        ControllerEndpoint endpoint =
                new ControllerEndpoint() {
                    @Override
                    public Map<String, Object> status() {
                        ControllerStatus now = engine.status();
                        return StatusDocument.of(
                                root.status(isReadable(now)),
                                repositories.statuses(),
                                now,
                                renders(),
                                startedAt);
                    }

                    @Override
                    public Answer answer(Question question) {
                        return Controller.this.answer(question);
                    }

                    @Override
                    public void sync(String asker) {
                        syncNow(asker);
                    }
                };
        statusServer = Optional.of(StatusServer.start(socket, endpoint));
    }

    private void hear(ControllerConfig.Webhook webhook, String url, Clock clock)
            throws IOException {
        webhooks =
                Optional.of(
                        WebhookServer.start(
                                new InetSocketAddress(webhook.listen(), webhook.port()),
                                webhook.path(),
                                webhook.secretFile(),
                                pushed -> {
                                    Set<String> meant = repositories.allOf(pushed::mayBe);
                                    if (pushed.mayBe(url)) {
                                        meant.add(url);
                                    }
                                    return meant;
                                },
                                urls -> {
                                    if (urls.contains(url)) {
                                        root.pushed();
                                    }
                                    repositories.pushed(urls);
                                },
                                clock));
    }

    /** Stops asking, then changing, then telling; what is under way ends at its next request. */
    @Override
    public void close() {
        if (stopped.getCount() == 0) {
            return;
        }
        webhooks.ifPresent(WebhookServer::close);
        root.close();
        repositories.close();
        sealedSecrets.close();
        externalSecrets.close();
        workers.ifPresentOrElse(Workers::close, engine::close);
        batches.shutdownNow();
        requests.shutdownNow();
        redis.ifPresent(RedisStore::close);
        statusServer.ifPresent(StatusServer::close);
        state.close();
        cluster.close();
        stopped.countDown();
        LOG.info("controller stopped");
    }
}
