package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.sync.SyncTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has to be known of an application that is being deleted, and what its deletion does. */
final class Endings {

    private final Discovered discovered;
    private final Desires desires;
    private final Refusals refusals;
    private final Sources sources;
    private final LevelReader levels;
    private final Heirs heirs;

    Endings(
            Discovered discovered,
            Desires desires,
            Refusals refusals,
            Sources sources,
            LevelReader levels,
            Heirs heirs) {
        this.discovered = discovered;
        this.desires = desires;
        this.refusals = refusals;
        this.sources = sources;
        this.levels = levels;
        this.heirs = heirs;
    }

    /**
     * Reads what the application wants at the newest commits: its hooks are to run, whoever deleted
     * it and whenever the controller began, and a commit mends a hook that fails.
     *
     * @return why it is not known which hooks the deletion has to run; empty when it is
     */
    Optional<String> unread(AppState state, Optional<Checkout> root) {
        Optional<String> why = read(state, root);
        return known(state).isPresent() ? Optional.empty() : why;
    }

    private Optional<String> read(AppState state, Optional<Checkout> root) {
        if (root.isEmpty()) {
            return Optional.of("the repository has not been read yet");
        }
        List<Condition> problems = new ArrayList<>(refusals.of(state, root.get().followed()));
        if (problems.isEmpty()) {
            Sources.Resolved resolved = sources.of(state, root.get());
            if (!resolved.pending().isEmpty()) {
                return Optional.of(resolved.pending().get(0) + " has not been read yet");
            }
            problems.addAll(resolved.problems());
            if (resolved.checkouts().isPresent()) {
                problems.clear();
                problems.addAll(readAt(state, resolved.checkouts().get()));
            }
        }
        return problems.stream().findFirst().map(Condition::message);
    }

    /** What was known stays so when a newer commit cannot be read, or has lost the directory. */
    private List<Condition> readAt(AppState state, List<Checkout> checkouts) {
        List<String> commits = checkouts.stream().map(Checkout::commit).toList();
        if (state.desires
                .filter(kept -> kept.objects().isPresent() && kept.isOf(commits, state.spec()))
                .isPresent()) {
            return List.of();
        }
        try {
            state.good =
                    state.desires.filter(kept -> kept.objects().isPresent()).or(() -> state.good);
            Desires.Kept kept =
                    desires.of(state, checkouts, discovered.kinds(), discovered.generation());
            state.desires = Optional.of(kept);
            return kept.objects().isPresent() ? List.of() : kept.problems();
        } catch (ClusterException e) {
            return List.of(Condition.of(ConditionType.COMPARISON_ERROR, e.getMessage()));
        }
    }

    private static Optional<DesiredObjects> known(AppState state) {
        return state.desires
                .flatMap(Desires.Kept::objects)
                .or(() -> state.good.flatMap(Desires.Kept::objects));
    }

    private static List<Target> hooks(AppState state) {
        return known(state).map(DesiredObjects::hooks).orElse(List.of());
    }

    /** Hooks of the deletion that the application may not have: they are no way around a gate. */
    List<String> objections(AppState state) {
        List<Target> hooks = hooks(state).stream().filter(Deletion::runs).toList();
        return levels.objections(state, DesiredObjects.ofHooks(hooks));
    }

    SyncTasks tasks(AppState state) {
        return Deletion.tasks(
                state,
                heirs.had(state),
                leftover -> heirs.withinProject(state, leftover),
                HookNames.given(hooks(state), state.sync.orElseThrow()));
    }
}
