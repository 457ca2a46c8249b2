package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.HookType;
import dev.nordbox.appliance.argo.SyncOptions;
import dev.nordbox.appliance.argo.SyncPhase;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a sync has to do, in its order: phases, in each of them waves. The rules are Argo CD's:
 *
 * <ul>
 *   <li>Waves of what is deleted are mirrored: what came last goes first.
 *   <li>What another Application may want goes after those that the sync brings.
 *   <li>{@code PruneLast} is a wave of its own, after all others of the sync phase and before the
 *       PostSync hooks.
 *   <li>A namespace or a definition goes with the first task that needs it, whatever its own wave.
 *   <li>Nothing comes after the last wave, so nobody waits for its health; but where it is one of
 *       several and has hooks, it is waited for as they are.
 *   <li>A sync of chosen objects, and one with the strategy {@code apply}, runs no hooks.
 * </ul>
 *
 * @param stages in order, without those of a failure
 * @param onFailure what runs when one of them fails
 */
public record SyncTasks(List<Stage> stages, List<Stage> onFailure) {

    public SyncTasks {
        stages = List.copyOf(stages);
        onFailure = List.copyOf(onFailure);
    }

    public List<SyncTask> all() {
        return stages.stream().flatMap(stage -> stage.tasks().stream()).toList();
    }

    /**
     * @param namespace the destination namespace, where it is to be made or marked
     */
    public static SyncTasks of(
            SyncRequest request,
            Optional<Target> namespace,
            Collection<Target> objects,
            Collection<Target> hooks,
            Collection<Leftover> leftovers) {
        List<SyncTask> tasks = new ArrayList<>();
        namespace.ifPresent(
                target ->
                        tasks.add(new SyncTask.Apply(target, SyncPhase.PRE_SYNC, Long.MIN_VALUE)));
        for (Target target : objects) {
            if (isChosen(request, target.key())) {
                tasks.add(new SyncTask.Apply(target, SyncPhase.SYNC, target.options().wave()));
            }
        }
        if (!request.skipsHooks()) {
            for (Target hook : hooks) {
                for (HookType type : new TreeSet<>(hook.options().hooks())) {
                    type.phase()
                            .map(phase -> new SyncTask.Hook(hook, phase, hook.options().wave()))
                            .ifPresent(tasks::add);
                }
            }
        }
        List<Leftover> going =
                leftovers.stream().filter(gone -> isChosen(request, gone.key())).toList();
        tasks.addAll(prunes(going, request.options(), tasks));
        return staged(tasks.stream().map(task -> Ground.of(task, tasks)).toList());
    }

    private static boolean isChosen(SyncRequest request, ResourceKey key) {
        return request.resources().isEmpty()
                || request.resources().stream()
                        .anyMatch(
                                chosen ->
                                        chosen.matches(
                                                key.group(),
                                                key.kind(),
                                                key.namespace(),
                                                key.name()));
    }

    private static List<SyncTask> prunes(
            List<Leftover> leftovers, SyncOptions options, List<SyncTask> others) {
        Map<Long, Long> mirrored = mirror(leftovers);
        long highest =
                java.util.stream.Stream.concat(
                                others.stream()
                                        .filter(task -> task.phase() == SyncPhase.SYNC)
                                        .map(SyncTask::wave),
                                mirrored.values().stream())
                        .max(Comparator.naturalOrder())
                        .orElse(0L);
        long last = Math.max(0, highest) + 1;
        List<SyncTask> prunes = new ArrayList<>();
        for (Leftover leftover : leftovers) {
            boolean pruneLast = options.pruneLast() || leftover.options().pruneLast();
            long turn = mirrored.get(leftover.options().wave());
            long wave = pruneLast ? last : Math.max(turn, earliest(leftover, others));
            prunes.add(new SyncTask.Prune(leftover, SyncPhase.SYNC, wave));
        }
        return prunes;
    }

    /**
     * Whose an object will be is perhaps not known before the Applications are there that the sync
     * itself brings, so it does not hold them up.
     */
    private static long earliest(Leftover leftover, List<SyncTask> others) {
        return others.stream()
                .filter(task -> leftover.fate() == Leftover.Fate.UNDECIDED)
                .filter(task -> task instanceof SyncTask.Apply)
                .filter(task -> task.key().groupKind().equals(Application.KIND))
                .mapToLong(SyncTask::wave)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** The lowest wave takes the place of the highest, and so on. */
    private static Map<Long, Long> mirror(List<Leftover> leftovers) {
        List<Long> waves =
                leftovers.stream().map(gone -> gone.options().wave()).distinct().sorted().toList();
        Map<Long, Long> mirrored = new HashMap<>();
        for (int i = 0; i < waves.size(); i++) {
            mirrored.put(waves.get(i), waves.get(waves.size() - 1 - i));
        }
        return mirrored;
    }

    private static SyncTasks staged(List<SyncTask> tasks) {
        Map<SyncPhase, Map<Long, List<SyncTask>>> sorted = new TreeMap<>();
        for (SyncTask task : tasks) {
            sorted.computeIfAbsent(task.phase(), phase -> new TreeMap<>())
                    .computeIfAbsent(task.wave(), wave -> new ArrayList<>())
                    .add(task);
        }
        List<Stage> stages = new ArrayList<>();
        List<Stage> onFailure = new ArrayList<>();
        sorted.forEach(
                (phase, waves) ->
                        waves.forEach(
                                (wave, inWave) ->
                                        (phase == SyncPhase.SYNC_FAIL ? onFailure : stages)
                                                .add(new Stage(phase, wave, inWave, true))));
        if (!stages.isEmpty()) {
            Stage last = stages.remove(stages.size() - 1);
            boolean gated = !stages.isEmpty() && last.hasHooks();
            stages.add(new Stage(last.phase(), last.wave(), last.tasks(), gated));
        }
        return new SyncTasks(stages, onFailure);
    }
}
