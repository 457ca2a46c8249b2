package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.Clusters;
import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.catalog.RootReading;
import dev.nordbox.appliance.catalog.SourceReading;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controller's engine: keeps the applications of one repository, in one cluster, at what the
 * repository says. Its parts and how they are put together; who drives it is {@link Workers}.
 */
public final class GitOps implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GitOps.class);

    private static final Duration NOT_YET = Duration.ofMillis(250);

    private final Clock clock;
    private final Cluster cluster;
    private final RootPlace place;
    private final Discovered discovered;
    private final LiveCache cache;
    private final Applications applications;
    private final WorkQueue<AppKey> queue;
    private final Engine engine;
    private final Changes changes;
    private final ApplicationController controller;
    private final ClusterSetup setup;
    private final KindsInUse kindsInUse;
    private final KindsFollowed kinds;
    private final OwnApplications own;
    private final Leadership leadership;
    private final HealthSettings health;
    private final Runnable checkpoint;
    private final AuditTrail audit;
    private final ApplicationDesk desk;

    private volatile boolean ready;
    private volatile Optional<String> problem = Optional.of("the cluster has not answered yet");

    /**
     * @param batches runs what takes the API server's time, one batch of an application at a time
     * @param requests runs the requests of batches
     */
    public GitOps(
            Cluster cluster,
            Clock clock,
            RootPlace place,
            Settings settings,
            Digests digests,
            Executor batches,
            Executor requests) {
        this.clock = clock;
        this.cluster = cluster;
        this.place = place;
        this.discovered = new Discovered(cluster, clock);
        this.applications = new Applications(clock);
        this.queue = new WorkQueue<>(clock);
        this.checkpoint = settings.checkpoint();
        this.audit = settings.audit();
        this.setup = new ClusterSetup(cluster, discovered, settings.adopt(), audit.book());
        this.kindsInUse = new KindsInUse(cluster, audit.book());
        Clusters clusters = settings.clusters();
        this.leadership = new Leadership(cluster, clock, place.name(), settings.identity());
        this.health = new HealthSettings(cluster, clock);
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
                                heard(key, before, after);
                            }

                            @Override
                            public void kindChanged(GroupKind kind) {
                                changes().kindChanged(kind);
                            }
                        });
        this.own = new OwnApplications(cache, place);
        Claims claims = new Claims();
        Judgements judgements = settings.judgements();
        DestinationNamespace namespaces = new DestinationNamespace(cache, claims, digests);
        Projects projects = new Projects(cache, clusters.here());
        Sources sources = new Sources(settings.repositories());
        Refusals refusals = new Refusals(clusters, projects, sources);
        Heirs heirs =
                new Heirs(cache, claims, applications, own, refusals, sources, projects, clock);
        Desires desires =
                new Desires(
                        new SourceReading(settings.renders()),
                        new RootReading(settings.renders()),
                        claims,
                        digests,
                        clusters);
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
                        new Comparison(cluster, reader, judgements),
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
                        kindsInUse,
                        namespaces,
                        undoing);
        this.changes = new Changes(clock, discovered, claims, applications, queue);
        this.kinds = new KindsFollowed(clock, discovered, cache, kindsInUse, changes);
        Statuses statuses = new Statuses(cluster, cache, queue);
        Work work = new Work(clock, cluster, queue, background, kindsInUse, statuses, audit);
        this.controller = new ApplicationController(engine, work, statuses, clock);
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
        applications.all().forEach(state -> queue.add(state.key));
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
    public void onRefresh(Runnable askRepository) {
        engine.onRefresh(askRepository);
    }

    private void heard(ResourceKey key, Optional<LiveEntry> before, Optional<LiveEntry> after) {
        if (key.groupKind().equals(Application.KIND)) {
            queue.add(AppKey.of(key));
            if (before.isPresent() && after.isPresent() && before.get().equals(after.get())) {
                return;
            }
        }
        changes.objectChanged(key, before, after);
    }

    // ---- what drives it

    /**
     * Prepares the cluster, or finds out why it cannot be; renews the Lease. To be called again and
     * again; does little when all is well.
     *
     * @return whether looks may be taken
     */
    public boolean tend() {
        try {
            if (!ready) {
                setup.run();
                kindsInUse.load();
                Optional<String> another =
                        cluster.get(place.key().resource())
                                .filter(Roots::isRoot)
                                .flatMap(place::objection);
                if (another.isPresent()) {
                    problem = another; // without the Lease, which is the other's
                    return false;
                }
            }
            leadership.renew();
            if (!leadership.held()) {
                problem =
                        Optional.of(
                                "another controller follows this repository here, "
                                        + leadership.holder()
                                        + "; this one waits for its end");
                return false;
            }
            if (!ready) {
                ready = true;
                LOG.atInfo().addKeyValue("root", place.key()).log("the cluster is ready");
            }
            health.follow(cache);
            kinds.follow();
            ensureRoot();
            engine.forgetRepositories(own);
            checkpoint.run();
            problem = Optional.empty();
            return true;
        } catch (ClusterException e) {
            problem = Optional.of(e.getMessage());
            return ready && leadership.held();
        }
    }

    /**
     * The cluster itself is asked while the watch has not told yet: a first start need not wait.
     */
    private void ensureRoot() throws ClusterException {
        ResourceKey root = place.key().resource();
        Optional<LiveObject> live =
                cache.knows(Application.KIND) ? cache.object(root) : cluster.get(root);
        boolean same = live.filter(o -> Roots.isRoot(o) && place.isAsWanted(o)).isPresent();
        if (!same) {
            cache.wrote(cluster.apply(place.manifest(), ApplyMode.REAL));
            audit.book().wrote("apply", root, "setup", live.map(LiveObject::changedBy).orElse(""));
        }
    }

    /** Takes the next look, if one is due; false when there is none. */
    public boolean lookOnce() {
        Optional<AppKey> next = queue.poll();
        next.ifPresent(this::look);
        return next.isPresent();
    }

    /** Takes looks until the engine is closed. */
    public void lookForEver() throws InterruptedException {
        Optional<AppKey> next = queue.take();
        while (next.isPresent()) {
            look(next.get());
            next = queue.take();
        }
    }

    private void look(AppKey key) {
        try {
            // Whose an Application is depends on the root, too.
            boolean rooted = cache.object(place.key().resource()).isPresent();
            if (!ready || !leadership.held() || !cache.knows(Application.KIND) || !rooted) {
                queue.wake(key, clock.instant().plus(NOT_YET));
            } else if (own.isOwn(key)) {
                controller.look(key);
            }
        } catch (RuntimeException | StackOverflowError e) {
            // One poisonous application must not stop the others.
            LOG.atError().addKeyValue("application", key).setCause(e).log("defect");
            queue.wake(key, clock.instant().plusSeconds(60));
        } finally {
            queue.done(key);
        }
    }

    // ---- what is known

    public ControllerStatus status() {
        // Before the root is there nothing is known of what it brings.
        boolean busy = !ready || !queue.idle() || cache.object(place.key().resource()).isEmpty();
        return new ControllerStatus(
                engine.checkout().map(Checkout::commit),
                applications.all().stream()
                        .sorted(Comparator.comparing(state -> state.key.id()))
                        .map(Snapshot::of)
                        .toList(),
                problem,
                busy || !engine.lookedAtEverything(own),
                engine.reverts());
    }

    /**
     * About applications, and for them: {@code /applications/NAME/sync}.
     *
     * @param git how the repository stands, as far as that is known
     */
    public Answer answer(Question question, Optional<RepositoryStatus> git) {
        return desk.answer(question, problem, git);
    }

    /** When something is due by itself; empty when nothing is. */
    public Optional<Instant> nextWakeUp() {
        return queue.nextWakeUp();
    }

    @Override
    public void close() {
        queue.close();
        if (ready) {
            leadership.giveUp();
        }
        cache.close();
    }
}
