package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.status.Origin;
import dev.nordbox.appliance.catalog.RepositoryAddress;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.compare.Judgements;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.ownership.Claims;
import dev.nordbox.appliance.sync.SyncFacts;
import dev.nordbox.appliance.sync.SyncState;
import dev.nordbox.appliance.sync.SyncTasks;
import dev.nordbox.appliance.threads.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What looks at applications have at hand: what is known of the repository, the cluster and of each
 * application, and the queue of looks that are due.
 */
final class Engine {

    /** One that hangs must not hang for ever. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofHours(1);

    private final Clock clock;
    private final LiveCache cache;
    private final Discovered discovered;
    private final Judgements judgements;
    private final Claims claims;
    private final Applications applications;
    private final WorkQueue<AppKey> queue;
    private final LevelReader levels;
    private final Sources sources;
    private final Heirs heirs;
    private final Endings endings;
    private final Refreshes refreshes;
    private final KindsInUse kindsInUse;
    private final DestinationNamespace namespaces;
    private final Undoing undoing;
    private final DeletionsDue due;
    private volatile Optional<Checkout> checkout = Optional.empty();

    Engine(
            Clock clock,
            LiveCache cache,
            Discovered discovered,
            Judgements judgements,
            Claims claims,
            Applications applications,
            WorkQueue<AppKey> queue,
            LevelReader levels,
            Sources sources,
            Heirs heirs,
            Endings endings,
            KindsInUse kindsInUse,
            DestinationNamespace namespaces,
            Undoing undoing,
            DeletionsDue due) {
        this.clock = clock;
        this.cache = cache;
        this.discovered = discovered;
        this.judgements = judgements;
        this.claims = claims;
        this.applications = applications;
        this.queue = queue;
        this.levels = levels;
        this.sources = sources;
        this.heirs = heirs;
        this.endings = endings;
        this.refreshes = new Refreshes(judgements, sources, due, clock);
        this.kindsInUse = kindsInUse;
        this.namespaces = namespaces;
        this.undoing = undoing;
        this.due = due;
    }

    // ---- what is known

    LiveCache cache() {
        return cache;
    }

    LevelReader levels() {
        return levels;
    }

    Undoing undoing() {
        return undoing;
    }

    Optional<Checkout> checkout() {
        return checkout;
    }

    void checkout(Checkout newest) {
        checkout = Optional.of(newest);
        levels.revisionChanged();
        applications.all().forEach(state -> queue.add(state.key));
    }

    /** What another repository, or another revision, is now has become known, or cannot be. */
    void repositoryChanged(String repoUrl) {
        RepositoryAddress address = RepositoryAddress.of(repoUrl);
        applications.all().stream()
                .filter(state -> sources.asks(state, address, checkout))
                .forEach(state -> queue.add(state.key));
    }

    /** Where the objects that an application has came from, as far as that is known. */
    Origin origin(AppState state) {
        return state.good.map(Desires.Kept::origin).orElse(Origin.UNKNOWN);
    }

    /** A repository of the application does not answer, and may do so later. */
    boolean awaitsGit(AppState state) {
        return checkout.filter(root -> sources.awaited(state, root)).isPresent();
    }

    /** Where the sources that an application names are now. */
    Origin newest(AppState state) {
        return checkout.map(root -> sources.of(state, root).origin(state)).orElse(Origin.UNKNOWN);
    }

    AppState state(AppKey key, LiveObject object) {
        AppState state = applications.of(key, object);
        state.beginAnewIfOutdated(object);
        if (!state.resumed) {
            state.resumed = true;
            state.sync = resumed(state);
            state.sync
                    .filter(Engine::namesItsOrigin)
                    .map(SyncState::origin)
                    .map(Aim::at)
                    .ifPresent(aim -> state.aimAt(Optional.of(aim)));
        }
        return state;
    }

    /** Whoever asked for this very revision does not get a newer one because of a restart. */
    private static boolean namesItsOrigin(SyncState sync) {
        return sync.isRunning()
                && !sync.operation().initiatedBy().automated()
                && sync.request().namesItsOrigin()
                && sync.origin().known();
    }

    /** A sync that was under way when the controller ended goes on; one that was over is known. */
    private Optional<SyncState> resumed(AppState state) {
        return state.written
                .operationState()
                .map(status -> SyncState.resume(status, clock.instant()));
    }

    Optional<ServedKinds> servedKinds() {
        try {
            return Optional.of(discovered.kinds());
        } catch (ClusterException e) {
            return Optional.empty();
        }
    }

    SyncFacts facts(SyncState sync, AppState state, ServedKinds kinds) {
        Instant asked = state.deleting ? Deletion.askedAt(state, sync) : sync.startedAt();
        boolean confirmed = state.application().requests().deletionApproved(asked);
        Duration longest = state.application().requests().deadline().orElse(LONGEST_ATTEMPT);
        return new Facts(cache, judgements, kinds, state.key.resource(), longest, confirmed);
    }

    SyncTasks tasks(AppState state, Level level, SyncState sync, ServedKinds kinds) {
        if (Undo.is(sync.operation())) {
            DesiredObjects back = undoing.objects(state, sync, kinds);
            return SyncTasks.of(
                    sync.request(),
                    level.namespace(),
                    back.objects().values(),
                    List.of(),
                    List.of());
        }
        List<Target> hooks =
                HookNames.given(level.desired().map(DesiredObjects::hooks).orElse(List.of()), sync);
        return SyncTasks.of(
                sync.request(), level.namespace(), level.mine().values(), hooks, level.leftovers());
    }

    /** Why an undo cannot go on, or may not: it is no way around a gate. */
    List<String> objectionsToUndo(AppState state, SyncState sync, ServedKinds kinds) {
        Optional<String> lost = undoing.lost(state, sync);
        return lost.isPresent()
                ? List.of(lost.get())
                : levels.objections(state, undoing.objects(state, sync, kinds));
    }

    /** Why it is not known which hooks a deletion has to run; empty when it is. */
    Optional<String> unreadForDeletion(AppState state) {
        return endings.unread(state, checkout);
    }

    Refreshes refreshes() {
        return refreshes;
    }

    Endings endings() {
        return endings;
    }

    /**
     * Why it is not known which objects the application has, and which of them its project lets it
     * decide about; empty when it is. A kind that cannot be read holds up those of whose objects it
     * is, and nobody else.
     */
    Optional<String> unknownObjects(AppState state) {
        Optional<String> unknownProjects = heirs.unknownProjects();
        if (unknownProjects.isPresent()) {
            return unknownProjects;
        }
        Set<GroupKind> own = new TreeSet<>();
        state.written.resources().forEach(r -> own.add(r.key().groupKind()));
        Set<GroupKind> kinds = kindsInUse.all();
        kinds.addAll(own);
        kinds.forEach(this::follow);
        return kinds.stream()
                .filter(kind -> cache.follows(kind) && !cache.knows(kind))
                .filter(kind -> own.contains(kind) || cache.trouble(kind).isEmpty())
                .findFirst()
                .map(
                        kind ->
                                cache.trouble(kind)
                                        .map(
                                                why ->
                                                        "what it has of kind "
                                                                + kind
                                                                + " cannot be read, so it is not"
                                                                + " deleted: "
                                                                + why)
                                        .orElse(
                                                "the objects of kind "
                                                        + kind
                                                        + " are being listed"));
    }

    private void follow(GroupKind kind) {
        if (servedKinds().flatMap(served -> served.find(kind)).isPresent()) {
            cache.follow(kind);
        }
    }

    // ---- before something is deleted

    /**
     * Before the first deletion of a sync: nobody's memory is believed from then on, until none of
     * its deletions is left to begin. While others are being read again nothing is known to be one.
     *
     * @return whether the look is to be taken again
     */
    boolean announcesDeletion(AppState state, Level level) {
        if (!state.syncing()) {
            due.over(state.key);
            return false;
        }
        boolean prunes = state.prunes(level);
        boolean remakes = state.remakes(level);
        if (prunes && due.prune(state.key)) {
            applications.all().stream()
                    .filter(levels::isInDoubt)
                    .forEach(any -> queue.add(any.key));
            return true;
        }
        if (!prunes && !remakes && !level.undecided()) {
            due.over(state.key);
        }
        return remakes && due.remake(state.key);
    }

    boolean hasAnnouncedDeletion(AppState state) {
        return due.prunes(state.key);
    }

    /** Nothing becomes of what it was about to do. */
    void pause(AppState state) {
        due.over(state.key);
    }

    // ---- the queue

    void add(AppKey key) {
        queue.add(key);
    }

    void addAll(Set<String> ids) {
        ids.forEach(id -> applications.named(id).ifPresent(queue::add));
    }

    void wake(AppKey key, Instant at) {
        queue.wake(key, at);
    }

    void wantsNothingMore(AppKey key) {
        due.over(key);
        addAll(claims.forget(key.id()));
        addAll(namespaces.forget(key.id()));
    }

    void forget(AppKey key) {
        wantsNothingMore(key);
        applications.forget(key);
        queue.forget(key);
    }
}
