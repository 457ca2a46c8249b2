package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.HookType;
import dev.nordbox.appliance.argo.Info;
import dev.nordbox.appliance.argo.Metadata;
import dev.nordbox.appliance.argo.Operation;
import dev.nordbox.appliance.argo.Operation.Initiator;
import dev.nordbox.appliance.argo.PropagationPolicy;
import dev.nordbox.appliance.argo.Removal;
import dev.nordbox.appliance.argo.ResourceOptions;
import dev.nordbox.appliance.argo.ResourcesFinalizer;
import dev.nordbox.appliance.argo.Retry;
import dev.nordbox.appliance.argo.SyncOptions;
import dev.nordbox.appliance.argo.SyncPhase;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.argo.status.Origin;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.desired.KindRank;
import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.ownership.DataGuard;
import dev.nordbox.appliance.ownership.Leftovers;
import dev.nordbox.appliance.sync.Leftover;
import dev.nordbox.appliance.sync.Leftover.Fate;
import dev.nordbox.appliance.sync.Stage;
import dev.nordbox.appliance.sync.SyncState;
import dev.nordbox.appliance.sync.SyncTask;
import dev.nordbox.appliance.sync.SyncTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the deletion of an Application does: PreDelete hooks, then its objects in descending waves,
 * each wave gone before the next, then PostDelete hooks. Only with the finalizer; without it the
 * objects stay and belong to nobody. Pure: the same machine that syncs carries it out.
 */
final class Deletion {

    /** Name of the entry of {@code operation.info} that tells a deletion from a sync. */
    private static final String MARK = "nordbox.no/deletion";

    private static final String PRE_DELETE = Metadata.PRE_DELETE_FINALIZER;
    private static final String POST_DELETE = Metadata.POST_DELETE_FINALIZER;

    private static final Duration LONGEST_WITHOUT_REPOSITORY = Duration.ofMinutes(10);

    private Deletion() {}

    /** The Application is to take its objects along. */
    static boolean cascades(Metadata metadata) {
        return metadata.resourcesFinalizer() != ResourcesFinalizer.NONE;
    }

    /** Since when a word about it counts: a restart makes nobody's word too old. */
    static Instant askedAt(AppState state, SyncState sync) {
        return Fields.time(state.object.content(), "metadata", "deletionTimestamp")
                .orElse(sync.startedAt());
    }

    static SyncState begin(AppState state, Origin origin, Instant now) {
        SyncRequest request = origin.request(true, SyncOptions.NONE);
        Operation operation =
                new Operation(
                        Optional.of(request),
                        Initiator.AUTOMATED,
                        List.of(new Info(MARK, "true")),
                        Retry.withLimit(-1));
        return SyncState.begin(operation, origin, now, state.lastBegin());
    }

    /** Begun by an earlier controller: what it has done is not done again. */
    static boolean isUnderWay(SyncState sync) {
        return sync.isRunning()
                && sync.operation().info().stream().anyMatch(info -> info.name().equals(MARK));
    }

    /**
     * Whether it goes on although nobody knows its hooks. An Application that says that it has some
     * waits for the repository; any other only for a while.
     *
     * @param begun when the deletion began
     */
    static boolean waitsForHooks(AppState state, Instant begun, Instant now) {
        return !hookFinalizers(state.application().metadata()).isEmpty()
                || now.isBefore(begun.plus(LONGEST_WITHOUT_REPOSITORY));
    }

    /** What to tell of that wait. */
    static String waitingForHooks(AppState state, String why) {
        List<String> finalizers = hookFinalizers(state.application().metadata());
        String wayOut =
                finalizers.isEmpty()
                        ? "after "
                                + LONGEST_WITHOUT_REPOSITORY.toMinutes()
                                + " minutes the deletion goes on without"
                        : "to go on without, take the finalizer "
                                + String.join(", ", finalizers)
                                + " off the Application";
        return "whether hooks are to run before or after the deletion is not known: "
                + why
                + "; "
                + wayOut;
    }

    private static List<String> hookFinalizers(Metadata metadata) {
        return Stream.concat(
                        metadata.preDeleteFinalizers().stream(),
                        metadata.postDeleteFinalizers().stream())
                .toList();
    }

    /**
     * Argo CD's finalizers of hooks, as the Application is to have them: its hooks run although it
     * has no other finalizer.
     *
     * @return all finalizers; empty when it has them already
     */
    static Optional<List<String>> finalizersDue(AppState state, List<Target> hooks) {
        Metadata metadata = state.application().metadata();
        List<String> due = new ArrayList<>(metadata.finalizers());
        settle(due, PRE_DELETE, has(hooks, HookType.PRE_DELETE), metadata.preDeleteFinalizers());
        settle(due, POST_DELETE, has(hooks, HookType.POST_DELETE), metadata.postDeleteFinalizers());
        return due.equals(metadata.finalizers()) ? Optional.empty() : Optional.of(due);
    }

    private static void settle(List<String> due, String name, boolean has, List<String> present) {
        if (has && present.isEmpty()) {
            due.add(name);
        } else if (!has) {
            due.removeAll(present);
        }
    }

    private static boolean has(List<Target> hooks, HookType type) {
        return hooks.stream().anyMatch(hook -> hook.options().hooks().contains(type));
    }

    /**
     * @param had what is the application's
     * @param within keeps what its project does not let it decide about
     * @param hooks of the application, as far as they can be read
     */
    static SyncTasks tasks(
            AppState state,
            Collection<LiveEntry> had,
            UnaryOperator<Leftover> within,
            List<Target> hooks) {
        List<Stage> stages = new ArrayList<>();
        stages.addAll(hookStages(hooks, HookType.PRE_DELETE, SyncPhase.PRE_SYNC));
        if (cascades(state.application().metadata())) {
            stages.addAll(objectStages(state, had, within));
        }
        stages.addAll(hookStages(hooks, HookType.POST_DELETE, SyncPhase.POST_SYNC));
        return new SyncTasks(stages, List.of());
    }

    /** Whether it is a hook of the deletion. */
    static boolean runs(Target hook) {
        return hook.options().hooks().contains(HookType.PRE_DELETE)
                || hook.options().hooks().contains(HookType.POST_DELETE);
    }

    private static List<Stage> hookStages(List<Target> hooks, HookType type, SyncPhase phase) {
        Map<Long, List<SyncTask>> waves = new TreeMap<>();
        for (Target hook : hooks) {
            if (hook.options().hooks().contains(type)) {
                waves.computeIfAbsent(hook.options().wave(), wave -> new ArrayList<>())
                        .add(new SyncTask.Hook(hook, phase, hook.options().wave()));
            }
        }
        List<Stage> stages = new ArrayList<>();
        waves.forEach((wave, tasks) -> stages.add(new Stage(phase, wave, tasks, true)));
        return stages;
    }

    /** One that runs when all is gone; the others have run by then, and go with the objects. */
    private static boolean runsAtTheEnd(LiveEntry entry) {
        return entry.hookRun().isPresent()
                && Leftovers.optionsOf(entry).hooks().contains(HookType.POST_DELETE);
    }

    /** The highest wave first; what holds others after what it holds. */
    private static List<Stage> objectStages(
            AppState state, Collection<LiveEntry> had, UnaryOperator<Leftover> within) {
        Map<Long, Map<Boolean, List<SyncTask>>> waves = new TreeMap<>(Comparator.reverseOrder());
        for (Leftover leftover : decided(state, had, within)) {
            long wave = leftover.options().wave();
            boolean container = DataGuard.holdsOthers(leftover.key().groupKind());
            waves.computeIfAbsent(wave, w -> new TreeMap<>())
                    .computeIfAbsent(container, c -> new ArrayList<>())
                    .add(new SyncTask.Prune(leftover, SyncPhase.SYNC, wave));
        }
        List<Stage> stages = new ArrayList<>();
        waves.forEach(
                (wave, parts) ->
                        parts.values()
                                .forEach(
                                        tasks ->
                                                stages.add(
                                                        new Stage(
                                                                SyncPhase.SYNC,
                                                                wave,
                                                                inOrder(tasks),
                                                                true))));
        return stages;
    }

    /** While one of them waits for a person, all that would go wait with it, as in Argo CD. */
    private static List<Leftover> decided(
            AppState state, Collection<LiveEntry> had, UnaryOperator<Leftover> within) {
        SyncOptions options = state.application().spec().syncPolicy().options();
        Optional<Instant> letGo = state.application().requests().letGo();
        List<Leftover> decided =
                had.stream()
                        // The Application itself goes last, when its finalizers do.
                        .filter(entry -> !entry.key().equals(state.key.resource()))
                        .filter(entry -> !runsAtTheEnd(entry))
                        .map(entry -> within.apply(decide(entry, options, letGo)))
                        .toList();
        Optional<Leftover> asked =
                decided.stream().filter(any -> any.fate() == Fate.WAITS_FOR_A_PERSON).findFirst();
        return asked.isEmpty()
                ? decided
                : decided.stream().map(any -> waitingWith(asked.get(), any)).toList();
    }

    private static Leftover waitingWith(Leftover asked, Leftover leftover) {
        return leftover.fate() == Fate.GOES
                ? new Leftover(
                        leftover.entry(),
                        leftover.options(),
                        Fate.WAITS_FOR_A_PERSON,
                        asked.key() + ": " + asked.reason())
                : leftover;
    }

    private static List<SyncTask> inOrder(List<SyncTask> tasks) {
        return tasks.stream()
                .sorted(
                        Comparator.comparingInt(
                                (SyncTask task) -> -KindRank.of(task.key().groupKind())))
                .toList();
    }

    private static Leftover decide(LiveEntry entry, SyncOptions options, Optional<Instant> letGo) {
        ResourceOptions own = Leftovers.optionsOf(entry);
        Removal said = options.deleteOf(own);
        Optional<String> data = DataGuard.of(entry);
        if (entry.key().groupKind().equals(Placement.DEFINITION)) {
            // As with Argo CD: what a definition defines may be in use by others.
            return new Leftover(entry, own, Fate.RELEASED, "definitions stay");
        }
        if (said == Removal.NEVER) {
            return new Leftover(entry, own, Fate.STAYS, Leftovers.saysSo("Delete", own));
        }
        Optional<String> theirs = Leftovers.ofSomebody(entry, letGo);
        if (theirs.isPresent()) {
            return new Leftover(entry, own, Fate.STAYS, theirs.get());
        }
        if (said == Removal.CONFIRM) {
            return new Leftover(
                    entry, own, Fate.WAITS_FOR_A_PERSON, Leftovers.WAITS_FOR_CONFIRMATION);
        }
        return data.map(why -> new Leftover(entry, own, Fate.STAYS, why))
                .orElseGet(() -> new Leftover(entry, own, Fate.GOES, ""));
    }

    static PropagationPolicy propagation(AppState state) {
        return state.application().metadata().resourcesFinalizer() == ResourcesFinalizer.BACKGROUND
                ? PropagationPolicy.BACKGROUND
                : PropagationPolicy.FOREGROUND;
    }

    /** Takes our finalizers off; those of others stay. */
    static void release(Cluster cluster, AppState state, AuditTrail audit) throws ClusterException {
        List<Object> operations = new ArrayList<>();
        List<String> finalizers = state.application().metadata().finalizers();
        List<String> others =
                finalizers.stream().filter(name -> !name.contains("argocd.argoproj.io")).toList();
        operations.add(ObjectPatch.test("/metadata/finalizers", finalizers));
        operations.add(ObjectPatch.replace("/metadata/finalizers", others));
        try {
            LiveObject left = cluster.patch(state.key.resource(), ObjectPatch.json(operations));
            audit.wrote(
                    "take finalizer off",
                    left.key(),
                    Cause.deletion(state.key.id()),
                    left.changedBy());
        } catch (ApiRefused e) {
            if (!e.notFound()) {
                throw e;
            }
        }
    }
}
