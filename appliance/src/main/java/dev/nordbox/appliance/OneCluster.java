package dev.nordbox.appliance;

import dev.nordbox.appliance.argo.Clusters;
import dev.nordbox.appliance.audit.AuditDesk;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.control.Checkout;
import dev.nordbox.appliance.control.GitOps;
import dev.nordbox.appliance.control.RootPlace;
import dev.nordbox.appliance.control.Settings;
import dev.nordbox.appliance.control.Workers;
import dev.nordbox.appliance.external.control.ExternalSecretController;
import dev.nordbox.appliance.external.vault.Vaults;
import dev.nordbox.appliance.gate.Gate;
import dev.nordbox.appliance.gate.HeldToProfile;
import dev.nordbox.appliance.gate.OtherArgo;
import dev.nordbox.appliance.gate.ReservedObjects;
import dev.nordbox.appliance.gate.SealedOnly;
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
import dev.nordbox.appliance.threads.SteadyClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * A cluster, and all that a controller has for it alone: engine, threads, state, audit trail,
 * repositories with the keys that the cluster has, sealing keys, socket. Nothing here waits for
 * another cluster.
 */
final class OneCluster implements AutoCloseable {

    /** Requests that may be under way at once; a hanging webhook takes one for half a minute. */
    private static final int BATCHES = 24;

    private static final int REQUESTS = 24;

    /** One that a webhook keeps is left alone with the server. */
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(5);

    private final String name;
    private final String rootUrl;
    private final Optional<Path> socket;
    private final Cluster cluster;
    private final RootRepository root;
    private final Supplier<RenderStatus> renders;
    private final ExecutorService batches = Daemon.pool("batch", BATCHES);
    private final ExecutorService requests = Daemon.pool("request", REQUESTS);
    private final StateDirectory state;
    private final AuditDesk audit;
    private final GitOps engine;
    private final FollowedRepositories repositories;
    private final SealedSecrets sealedSecrets;
    private final ExternalSecretController externalSecrets;
    private final Instant startedAt;
    private Optional<Workers> workers = Optional.empty();
    private Optional<StatusServer> statusServer = Optional.empty();

    /**
     * @param clusters all, and which this one is
     * @param renders that all clusters share
     * @param told what is said of these
     */
    OneCluster(
            ControllerConfig config,
            OpenClusters.Opened opened,
            Clusters clusters,
            RootRepository root,
            Renders renders,
            Supplier<RenderStatus> told,
            Clock clock)
            throws IOException {
        this.name = clusters.here().name();
        this.rootUrl = config.repo().url().toString();
        this.socket = config.socket(opened.access());
        this.cluster = opened.cluster();
        this.root = root;
        this.renders = told;
        Path directory = config.stateDir(opened.access());
        this.state = StateDirectory.open(directory, clock);
        this.audit = new AuditDesk(state.audit(), clock);
        this.repositories = root.others(cluster, directory.resolve("mirrors"));
        this.engine =
                new GitOps(
                        cluster,
                        clock,
                        new SteadyClock(clock.instant(), System::nanoTime),
                        RootPlace.of(
                                rootUrl,
                                config.repo().targetRevision(),
                                config.repo().path(),
                                clusters.here()),
                        new Settings(
                                state.identity(),
                                config.adopt(),
                                state.judgements(),
                                gates(config, clock),
                                repositories,
                                state.tombstones(),
                                state.audit(),
                                renders,
                                clusters,
                                state::save),
                        state.digests(),
                        batches,
                        requests);
        engine.onRefresh(root::pollNow);
        repositories.onChange(engine::repositoryChanged);
        KeyList keys = new KeyList(directory.resolve(KeyList.FILE));
        WriteBook book = state.audit().book();
        Mandate mandate = engine.mandate();
        this.sealedSecrets =
                SealedSecrets.of(cluster, mandate, config.sealing(), keys, clock, book);
        this.externalSecrets =
                new ExternalSecretController(
                        cluster, mandate, Vaults.elsewhere(clock), clock, book);
        this.startedAt = clock.instant();
    }

    private static List<Gate> gates(ControllerConfig config, Clock clock) {
        Optional<Policy> plain =
                Optional.of(Policy.REFUSE).filter(refuse -> config.sealing().refusePlain());
        List<Gate> gates = new ArrayList<>(List.of(new ReservedObjects(), new SealedOnly(plain)));
        config.rules().map(rules -> new HeldToProfile(rules, clock)).ifPresent(gates::add);
        if (!config.adopt()) {
            gates.add(new OtherArgo());
        }
        return gates;
    }

    String name() {
        return name;
    }

    // ---- what happens

    /**
     * Opens the socket, before anything is changed.
     *
     * @throws IOException when it cannot be served
     */
    void serve() throws IOException {
        if (socket.isPresent()) {
            statusServer = Optional.of(StatusServer.start(socket.get(), new Endpoint()));
        }
    }

    /** Returns at once; the cluster is waited for, and what it waits for is in the status. */
    void start() {
        workers = Optional.of(Workers.start(engine));
        sealedSecrets.start();
        externalSecrets.start();
    }

    /** A revision of the followed repository has arrived. */
    void checkout(Checkout newest) {
        engine.checkout(newest);
    }

    /** Something is known of another revision of it. */
    void otherRevisionsChanged() {
        engine.repositoryChanged(rootUrl);
    }

    void syncNow(String asker) {
        root.pollNow();
        repositories.askAllNow();
        engine.resync(asker);
    }

    /** The repositories that its Applications name. */
    FollowedRepositories repositories() {
        return repositories;
    }

    // ---- what is known

    ControllerStatus status() {
        return engine.status();
    }

    RepositoryStatus repository() {
        return root.status(isReadable(engine.status()));
    }

    Answer answer(Question question) {
        if (question.path().equals(List.of("audit"))) {
            return audit.answer(question);
        }
        return engine.answer(question, Optional.of(root.status(true)));
    }

    OneRun run() {
        return new OneRun(engine::status, repositories::statuses);
    }

    /** No application has trouble that only a new commit ends. */
    private static boolean isReadable(ControllerStatus status) {
        return status.applications().stream()
                .flatMap(application -> application.conditions().stream())
                .noneMatch(condition -> OneRun.OF_THE_REPOSITORY.contains(condition.type()));
    }

    private final class Endpoint implements ControllerEndpoint {
        @Override
        public Map<String, Object> status() {
            ControllerStatus now = engine.status();
            return StatusDocument.of(
                    root.status(isReadable(now)),
                    repositories.statuses(),
                    now,
                    renders.get(),
                    sealedSecrets.foreign(),
                    startedAt);
        }

        @Override
        public Answer answer(Question question) {
            return OneCluster.this.answer(question);
        }

        @Override
        public void sync(String asker) {
            syncNow(asker);
        }
    }

    /** Stops asking, then changing, then telling; what is under way ends at its next request. */
    @Override
    public void close() {
        repositories.close();
        sealedSecrets.close();
        externalSecrets.close();
        workers.ifPresentOrElse(Workers::close, engine::stop);
        Daemon.end(List.of(batches, requests), LAST_REQUESTS);
        engine.close();
        statusServer.ifPresent(StatusServer::close);
        state.close();
        cluster.close();
    }
}
