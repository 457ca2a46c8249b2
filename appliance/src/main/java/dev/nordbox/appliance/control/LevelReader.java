package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.Origin;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.compare.Judgements;
import dev.nordbox.appliance.control.Level.Basis;
import dev.nordbox.appliance.control.Repositories.Answered;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.gate.Gates;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.ownership.Claims;
import dev.nordbox.appliance.ownership.PruneBudget;
import dev.nordbox.appliance.sync.Leftover;
import dev.nordbox.appliance.sync.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out where an application stands: resolved → rendered → gated → compared. Whatever is in the
 * way makes it Unknown, and then nothing is changed.
 */
final class LevelReader {

    private final Discovered discovered;
    private final LiveCache cache;
    private final Desires desires;
    private final Claims claims;
    private final Judgements judgements;
    private final Heirs heirs;
    private final Gates gates;
    private final Projects projects;
    private final Refusals refusals;
    private final Sources sources;
    private final DestinationNamespace namespaces;
    private final Complaints complaints;

    LevelReader(
            Discovered discovered,
            LiveCache cache,
            Desires desires,
            Claims claims,
            Judgements judgements,
            Heirs heirs,
            Gates gates,
            Projects projects,
            Refusals refusals,
            Sources sources,
            DestinationNamespace namespaces,
            HealthSettings health) {
        this.discovered = discovered;
        this.cache = cache;
        this.desires = desires;
        this.claims = claims;
        this.judgements = judgements;
        this.heirs = heirs;
        this.gates = gates;
        this.projects = projects;
        this.refusals = refusals;
        this.sources = sources;
        this.namespaces = namespaces;
        this.complaints = new Complaints(gates, projects, health, cache);
    }

    /**
     * @return what other applications are concerned by is in {@code affected}
     */
    Level read(AppState state, Optional<Checkout> checkout, Set<String> affected) {
        affected.addAll(namespaces.note(state));
        if (checkout.isEmpty()) {
            return Level.waitingFor(Origin.UNKNOWN, "the repository has not been read yet");
        }
        Optional<String> blind = projects.unknown();
        if (blind.isPresent()) {
            return Level.waitingFor(Origin.UNKNOWN, blind.get());
        }
        List<Condition> refused = refusals.of(state, checkout.get().followed());
        if (!refused.isEmpty()) {
            return Level.unknown(Origin.UNKNOWN, refused);
        }
        Sources.Resolved resolved = sources.of(state, checkout.get());
        if (!resolved.pending().isEmpty()) {
            return Level.waitingFor(
                    Origin.UNKNOWN, resolved.pending().get(0) + " has not been read yet");
        }
        if (sources.answered(state, checkout.get()) == Answered.NOT_YET) {
            return Level.waitingFor(
                    Origin.UNKNOWN,
                    "the repository has not been asked since the Lease was another controller's");
        }
        Origin origin = resolved.origin(state);
        try {
            return compared(state, checkout.get(), resolved, discovered.kinds(), affected);
        } catch (ApiUnavailable e) {
            return Level.waitingFor(origin, e.getMessage());
        } catch (ClusterException e) {
            return Level.unknown(
                    origin, List.of(Condition.of(ConditionType.COMPARISON_ERROR, e.getMessage())));
        }
    }

    /** What it wants has to be read again before anybody deletes something. */
    boolean isInDoubt(AppState state) {
        return state.desires.filter(kept -> !desires.doubts(state, kept)).isEmpty();
    }

    /** What was remembered for a commit and not used since can be forgotten. */
    void revisionChanged() {
        desires.forgetUnused();
    }

    private Level compared(
            AppState state,
            Checkout root,
            Sources.Resolved resolved,
            ServedKinds kinds,
            Set<String> affected) {
        boolean held =
                state.aim().isEmpty()
                        && !resolved.problems().isEmpty()
                        && state.good.filter(good -> good.spec().equals(state.spec())).isPresent();
        if (held) {
            resolved.checkouts().ifPresent(all -> readAnew(state, all, kinds));
        }
        if (held || resolved.checkouts().isEmpty()) {
            return lastGood(state, root, Origin.UNKNOWN, resolved.problems());
        }
        Desires.Kept kept =
                desires.of(state, resolved.checkouts().get(), kinds, discovered.generation());
        state.desires = Optional.of(kept);
        if (kept.objects().isEmpty()) {
            List<Condition> problems = new ArrayList<>(resolved.problems());
            problems.addAll(kept.problems());
            return lastGood(state, root, kept.origin(), problems);
        }
        if (state.aim().isEmpty()) {
            state.good = Optional.of(kept);
        }
        DesiredObjects desired = kept.objects().get();
        affected.addAll(
                claims.claim(
                        state.key.id(),
                        desired.objects().keySet(),
                        Placement.definitions(kept.manifests()),
                        state.isRoot()));
        DestinationNamespace.Wanted namespace = namespace(state, desired);
        Optional<Level> refused = refused(state, kept, namespace);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<String> blind = follow(state, desired, kinds);
        if (blind.isPresent()) {
            return Level.waitingFor(kept.origin(), blind.get());
        }
        Level level = complete(judged(state, root, kept, namespace), kept);
        boolean fixed = state.aim().isPresent() && state.syncing(); // a commit does not change
        return resolved.problems().isEmpty() || fixed
                ? level
                : level.on(Basis.LAST_GOOD, resolved.problems());
    }

    /** Where its files are still there, nothing is made anew for a good state of memory alone. */
    private void readAnew(AppState state, List<Checkout> checkouts, ServedKinds kinds) {
        Desires.Kept good = state.good.orElseThrow();
        boolean same = good.isOf(checkouts.stream().map(Checkout::commit).toList(), state.spec());
        if (same && desires.doubts(state, good)) {
            Desires.Kept kept = desires.of(state, checkouts, kinds, discovered.generation());
            state.desires = Optional.of(kept);
            if (kept.objects().isPresent()) {
                state.good = state.desires;
            }
        }
    }

    /** What it wanted when that could last be known is kept up. */
    private Level lastGood(AppState state, Checkout root, Origin origin, List<Condition> problems) {
        return state.good
                .filter(good -> state.aim().isEmpty())
                .filter(good -> good.spec().equals(state.spec()))
                .map(good -> keptUp(state, root, good).on(Basis.LAST_GOOD, problems))
                .orElseGet(() -> Level.unknown(origin, problems));
    }

    /** That it could be read does not say that the application may have it. */
    private Level keptUp(AppState state, Checkout root, Desires.Kept good) {
        DestinationNamespace.Wanted namespace = namespace(state, good.objects().orElseThrow());
        return refused(state, good, namespace)
                .orElseGet(() -> judged(state, root, good, namespace));
    }

    /** What nobody wants on it any more is taken off by one that may do so, and by no other. */
    private DestinationNamespace.Wanted namespace(AppState state, DesiredObjects desired) {
        DestinationNamespace.Wanted wanted = namespaces.wanted(state, desired);
        return wanted.tidies() && !objections(state, wanted.alone()).isEmpty()
                ? DestinationNamespace.Wanted.NOTHING
                : wanted;
    }

    private Optional<Level> refused(
            AppState state, Desires.Kept kept, DestinationNamespace.Wanted namespace) {
        List<String> objections = objections(state, namespace.beside(kept.objects().orElseThrow()));
        return objections.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Level.unknown(
                                kept.origin(),
                                objections.stream()
                                        .map(
                                                why ->
                                                        Condition.of(
                                                                ConditionType.COMPARISON_ERROR,
                                                                why))
                                        .toList()));
    }

    /** Of all gates and of its project; empty when the application may have all that it wants. */
    List<String> objections(AppState state, DesiredObjects desired) {
        List<String> objections =
                new ArrayList<>(gates.objections(desired, projects.project(state)));
        objections.addAll(projects.objections(state, desired));
        return objections;
    }

    /** Files that cannot be read may hold what seems to have left. */
    private static Level complete(Level level, Desires.Kept kept) {
        return kept.problems().isEmpty() ? level : level.on(Basis.INCOMPLETE, kept.problems());
    }

    /** Why it cannot be compared yet; empty when all kinds it is about are known. */
    private Optional<String> follow(AppState state, DesiredObjects desired, ServedKinds kinds) {
        Set<GroupKind> inUse = new TreeSet<>();
        desired.all().forEach(target -> inUse.add(target.key().groupKind()));
        state.written.resources().forEach(r -> inUse.add(r.key().groupKind()));
        if (state.application().spec().syncPolicy().options().createNamespace()) {
            inUse.add(Placement.NAMESPACE);
        }
        for (GroupKind kind : inUse) {
            if (kinds.find(kind).filter(k -> k.verbs().contains("watch")).isPresent()) {
                cache.follow(kind);
            } else if (kinds.find(kind).isEmpty()) {
                discovered.doubt();
            }
        }
        return inUse.stream()
                .filter(kind -> cache.follows(kind) && !cache.knows(kind))
                .filter(kind -> cache.trouble(kind).isEmpty())
                .map(kind -> "the objects of kind " + kind + " are being listed")
                .findFirst();
    }

    private Level judged(
            AppState state,
            Checkout root,
            Desires.Kept kept,
            DestinationNamespace.Wanted namespace) {
        DesiredObjects desired = kept.objects().orElseThrow();
        Map<ResourceKey, Target> mine = new LinkedHashMap<>();
        Map<ResourceKey, Verdict> verdicts = new HashMap<>();
        List<Target> toJudge = new ArrayList<>();
        List<Condition> conditions = new ArrayList<>();
        for (Target target : desired.objects().values()) {
            Optional<LiveEntry> live = cache.get(target.key());
            Optional<String> rival = claims.rival(state.key.id(), target.key(), live);
            if (rival.isPresent()) {
                if (!state.isRoot()) {
                    conditions.add(shared(target, rival.get()));
                }
                continue;
            }
            mine.put(target.key(), target);
            Verdict verdict = verdict(target, live);
            verdicts.put(target.key(), verdict);
            if (verdict.kind() == Verdict.Kind.UNKNOWN) {
                toJudge.add(target);
            }
        }
        conditions.addAll(complaints.about(state, desired));
        namespace.shared().ifPresent(conditions::add);
        for (Target target : namespace.target().stream().toList()) {
            Verdict verdict = verdict(target, cache.get(target.key()));
            if (verdict.kind() != Verdict.Kind.MISSING) {
                verdicts.put(target.key(), verdict);
            }
            if (verdict.kind() == Verdict.Kind.UNKNOWN) {
                toJudge.add(target);
            }
        }
        List<Leftover> leftovers = heirs.leftovers(state, desired, kept.origin(), root);
        PruneBudget.waiting(leftovers)
                .map(why -> Condition.of(ConditionType.PRUNE_WAITS_WARNING, why))
                .ifPresent(conditions::add);
        return new Level(
                kept.origin(),
                Optional.of(desired),
                mine,
                verdicts,
                namespace.target(),
                leftovers,
                toJudge,
                conditions,
                Optional.empty(),
                kept.sourceTypes(),
                Basis.NEWEST);
    }

    private Verdict verdict(Target target, Optional<LiveEntry> live) {
        Optional<String> trouble = cache.trouble(target.key().groupKind());
        if (trouble.isPresent() && live.isEmpty()) {
            return new Verdict(
                    Verdict.Kind.UNREADABLE,
                    "objects of its kind cannot be read: " + trouble.get());
        }
        return judgements.of(target, live);
    }

    private static Condition shared(Target target, String rival) {
        return Condition.of(
                ConditionType.SHARED_RESOURCE_WARNING,
                target.manifest().origin()
                        + ": "
                        + target.key()
                        + " belongs to the application "
                        + rival
                        + ", which wants it, too; keep it in one of the two");
    }
}
