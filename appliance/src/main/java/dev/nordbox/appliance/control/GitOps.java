package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.Clusters;
import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.catalog.RootReading;
import dev.nordbox.appliance.catalog.SourceReading;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.cluster.MandatedCluster;
import dev.nordbox.appliance.compare.Comparison;
import dev.nordbox.appliance.compare.Judgements;
import dev.nordbox.appliance.gate.Gates;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.live.EntryReader;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.Digests;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.ownership.Claims;
import dev.nordbox.appliance.ownership.FreshLook;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.status.ControllerStatus;
import dev.nordbox.appliance.status.Question;
import dev.nordbox.appliance.status.RepositoryStatus;
import dev.nordbox.appliance.threads.WorkQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The controller's engine: keeps the applications of one repository, in one cluster, at what the
 * repository says. Its parts and how they are put together; who drives it is {@link Workers}.
 */
public final class GitOps implements AutoCloseable {

    private final RootPlace place;
    private final LiveCache cache;
    private final Applications applications;
    private final WorkQueue<AppKey> queue;
    private final Engine engine;
    private final Changes changes;
    private final Looks looks;
    private final Census census;
    private final Leadership leadership;
    private final StandBy standBy;
    private final Upkeep upkeep;
    private final Tending tending;
    private final AuditTrail audit;
    private final ApplicationDesk desk;

    /**
     * @param steady for how long the Lease lasts and when it is asked for: nobody sets it
     * @param batches runs what takes the API server's time, one batch of an application at a time
     * @param requests runs the requests of batches
     */
    public GitOps(
            Cluster cluster,
            Clock clock,
            Clock steady,
            RootPlace place,
            Settings settings,
            Digests digests,
            Executor batches,
            Executor requests) {
        this.place = place;
        this.audit = settings.audit();
        Discovered discovered = new Discovered(cluster, clock);
        this.applications = new Applications(clock);
        this.queue = new WorkQueue<>(clock);
        Clusters clusters = settings.clusters();
        this.leadership = new Leadership(cluster, clock, steady, place, settings.identity());
        Cluster mandated = new MandatedCluster(cluster, leadership);
        KindsInUse kindsInUse = new KindsInUse(mandated, audit.book());
        leadership.onTakenOver(settings.repositories()::askAnew);
        leadership.onTakenOver(() -> applications.all().forEach(AppState::outdate));
        this.standBy = new StandBy(cluster, place, leadership, () -> tending().wake());
        HealthSettings health = new HealthSettings(cluster, clock);
        EntryReader reader = new EntryReader(digests, health::assess);
        this.cache =
                new LiveCache(
                        cluster,
                        reader,
                        Set.of(Application.KIND, Project.KIND),
                        new LiveCache.Listener() {
                            @Override
                            public void changed(
                                    ResourceKey key,
                                    Optional<LiveEntry> before,
                                    Optional<LiveEntry> after) {
                                changes().objectChanged(key, before, after);
                            }

                            @Override
                            public void kindChanged(GroupKind kind) {
                                changes().kindChanged(kind);
                            }
                        });
        OwnApplications own = new OwnApplications(cache, place);
        Claims claims = new Claims();
        DeletionsDue due = new DeletionsDue();
        Judgements judgements = settings.judgements();
        DestinationNamespace namespaces =
                new DestinationNamespace(cache, claims, clusters, digests);
        Projects projects = new Projects(cache, clusters.here());
        Sources sources = new Sources(settings.repositories());
        Refusals refusals = new Refusals(clusters, projects, sources);
        Heirs heirs =
                new Heirs(
                        cache, claims, applications, own, refusals, sources, projects, due, clock);
        Desires desires =
                new Desires(
                        new SourceReading(settings.renders()),
                        new RootReading(settings.renders()),
                        claims,
                        digests,
                        clusters,
                        due);
        LevelReader levels =
                new LevelReader(
                        discovered,
                        cache,
                        desires,
                        claims,
                        judgements,
                        heirs,
                        new Gates(settings.gates()),
                        projects,
                        refusals,
                        sources,
                        namespaces,
                        health);
        Effects effects =
                new Effects(
                        cluster,
                        discovered,
                        cache,
                        reader,
                        judgements,
                        new FreshLook(cluster, discovered, reader, claims),
                        settings.tombstones(),
                        audit,
                        leadership::held);
        Background background =
                new Background(
                        cluster,
                        cache,
                        new Comparison(cluster, reader, judgements, cache::judged),
                        judgements,
                        effects,
                        batches,
                        requests);
        Undoing undoing = new Undoing(settings.tombstones(), cache, claims, digests);
        this.engine =
                new Engine(
                        clock,
                        cache,
                        discovered,
                        judgements,
                        claims,
                        applications,
                        queue,
                        levels,
                        sources,
                        heirs,
                        new Endings(discovered, desires, refusals, sources, levels, heirs),
                        kindsInUse,
                        namespaces,
                        undoing,
                        due);
        this.changes = new Changes(clock, discovered, judgements, claims, applications, queue);
        this.census = new Census(cache, applications, own, claims, sources, engine::checkout);
        this.upkeep =
                new Upkeep(
                        steady,
                        cluster,
                        cache,
                        place,
                        new ClusterSetup(cluster, discovered, settings.adopt(), audit.book()),
                        kindsInUse,
                        new KindsFollowed(clock, discovered, cache, kindsInUse, changes),
                        health,
                        leadership,
                        standBy,
                        audit,
                        () -> looks().goOn(),
                        () -> {
                            census.forgetRepositories();
                            settings.checkpoint().run();
                        });
        this.tending = new Tending(steady, place.key(), upkeep);
        Statuses statuses = new Statuses(mandated, cache, discovered, queue);
        Work work = new Work(clock, mandated, queue, background, kindsInUse, statuses, audit);
        this.looks =
                new Looks(
                        clock,
                        queue,
                        upkeep,
                        leadership,
                        cache,
                        place,
                        own,
                        applications,
                        new ApplicationController(engine, work, statuses, audit, clock));
        OperationRequests requested = new OperationRequests(cluster, cache, audit, clock);
        this.desk =
                new ApplicationDesk(
                        cache,
                        applications,
                        new ApplicationDocuments(cache, applications, own),
                        requested,
                        new Situations(applications),
                        new Differences(cluster),
                        new UndoDesk(undoing, requested));
    }

    private Changes changes() {
        return changes;
    }

    private Tending tending() {
        return tending;
    }

    private Looks looks() {
        return looks;
    }

    // ---- what comes in

    /** A revision of the repository has arrived. */
    public void checkout(Checkout newest) {
        engine.checkout(newest);
    }

    /** Something is known of a repository that Applications name, or of another revision. */
    public void repositoryChanged(String repoUrl) {
        engine.repositoryChanged(repoUrl);
    }

    /** Look at everything again. */
    public void resync() {
        looks.all();
    }

    /** The same, since somebody asks for it. */
    public void resync(String asker) {
        String revision = engine.checkout().map(Checkout::commit).orElse("");
        audit.wrote(
                "ask for a sync of all",
                place.key().resource(),
                Cause.request(place.key().id(), revision, asker),
                "");
        resync();
    }

    /** What to run when somebody asks for the newest commit. */
    public void onRefresh(Supplier<BooleanSupplier> askRepository) {
        engine.refreshes().rootIsAskedBy(askRepository);
    }

    // ---- what drives it

    /**
     * Prepares the cluster, or finds out why it cannot be; renews the Lease. To be called again and
     * again; does little when all is well.
     *
     * @return whether looks may be taken
     */
    public boolean tend() {
        return upkeep.tend();
    }

    /** Tends whenever it is time, until the engine is closed. */
    public void tendForEver() throws InterruptedException {
        tending.forEver();
    }

    /** When that is next. */
    Instant nextTending() {
        return tending.next();
    }

    /** Whether this controller is the one that changes the cluster. */
    public Mandate mandate() {
        return leadership;
    }

    /** Takes the next look, if one is due; false when there is none. */
    public boolean lookOnce() {
        return looks.once();
    }

    /** Takes looks until the engine is closed. */
    public void lookForEver() throws InterruptedException {
        looks.forEver();
    }

    // ---- what is known

    public ControllerStatus status() {
        // Before the root is there nothing is known of what it brings.
        boolean busy =
                !upkeep.ready() || !looks.idle() || cache.object(place.key().resource()).isEmpty();
        return new ControllerStatus(
                engine.checkout().map(Checkout::commit),
                applications.all().stream()
                        .sorted(Comparator.comparing(state -> state.key.id()))
                        .map(Snapshot::of)
                        .toList(),
                upkeep.problem(),
                busy || !census.isLookedAt(),
                census.reverts());
    }

    /**
     * About applications, and for them: {@code /applications/NAME/sync}.
     *
     * @param git how the repository stands, as far as that is known
     */
    public Answer answer(Question question, Optional<RepositoryStatus> git) {
        return desk.answer(question, upkeep.problem(), git);
    }

    /** When something is due by itself; empty when nothing is. */
    public Optional<Instant> nextWakeUp() {
        return queue.nextWakeUp();
    }

    /** Nothing more is changed, and what is under way has time to end: the Lease is kept. */
    public void stop() {
        leadership.end();
        queue.close();
        tending.close();
        standBy.close();
    }

    @Override
    public void close() {
        stop();
        leadership.giveUp();
        cache.close();
    }
}
