package dev.nordbox.appliance.ownership;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.ResourceOptions;
import dev.nordbox.appliance.argo.ResourceOptions.Part;
import dev.nordbox.appliance.argo.SyncOptions;
import dev.nordbox.appliance.desired.TrackingId;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.sync.Leftover;
import dev.nordbox.appliance.sync.Leftover.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides about the objects that an application has and no longer wants. Pure.
 *
 * <p>What keeps an object is told by its own reason, in this order: another application wants it;
 * it is not known yet whether one does; somebody brought it back; it says of itself that it stays;
 * it may hold data; everything would go at once.
 */
public final class Leftovers {

    /** A child or two that leave are a change; all of several at once are an accident. */
    private static final int MANY_CHILDREN = 2;

    /** With what a person does. */
    public static final String WAITS_FOR_CONFIRMATION =
            "its deletion waits for a confirmation: annotate the Application with"
                    + " argocd.argoproj.io/deletion-approved: <now, as 2026-01-31T12:00:00Z>";

    private final SyncOptions options;
    private final Set<ResourceKey> kept;
    private final Set<ResourceKey> wanted;
    private final boolean allowEmpty;
    private final PruneBudget budget;
    private final Optional<Instant> letGo;
    private final Function<ResourceKey, Optional<String>> heir;
    private final Function<ResourceKey, Optional<String>> undecided;
    private final Function<ResourceKey, Optional<String>> mentioned;

    /**
     * @param kept what is no leftover
     * @param wanted of that, what the application brings; without any, it has lost everything
     * @param allowEmpty everything may go at once
     * @param budget how much else may
     * @param letGo what was brought back up to then may go again
     * @param heir another application that wants the object
     * @param undecided why it is not known yet whether there is one
     * @param mentioned an application that cannot be read, and may want it
     */
    public Leftovers(
            SyncOptions options,
            Set<ResourceKey> kept,
            Set<ResourceKey> wanted,
            boolean allowEmpty,
            PruneBudget budget,
            Optional<Instant> letGo,
            Function<ResourceKey, Optional<String>> heir,
            Function<ResourceKey, Optional<String>> undecided,
            Function<ResourceKey, Optional<String>> mentioned) {
        this.options = options;
        this.kept = kept;
        this.wanted = wanted;
        this.allowEmpty = allowEmpty;
        this.budget = budget;
        this.letGo = letGo;
        this.heir = heir;
        this.undecided = undecided;
        this.mentioned = mentioned;
    }

    /**
     * @param had what is known to be the application's
     */
    public List<Leftover> of(Collection<LiveEntry> had) {
        List<Leftover> found = new ArrayList<>();
        long all = 0;
        for (LiveEntry entry : had) {
            ResourceOptions own = optionsOf(entry);
            if (isHook(entry, own)) {
                continue;
            }
            all++;
            if (!kept.contains(entry.key())) {
                found.add(decide(entry, own));
            }
        }
        return withinBudget(braked(found), all);
    }

    private List<Leftover> withinBudget(List<Leftover> found, long all) {
        if (allowEmpty && wanted.isEmpty()) {
            return found;
        }
        long going = found.stream().filter(Leftovers::goes).count();
        return budget.reasonToWait(going, all)
                .map(why -> held(found, leftover -> true, why))
                .orElse(found);
    }

    /** Ours, or one that Argo CD has left. */
    private static boolean isHook(LiveEntry entry, ResourceOptions own) {
        return entry.hookRun().isPresent() || own.part() == Part.HOOK;
    }

    private Leftover decide(LiveEntry entry, ResourceOptions own) {
        Optional<String> other = heir.apply(entry.key());
        if (other.isPresent()) {
            return new Leftover(entry, own, Fate.RELEASED, other.get() + " has it now");
        }
        if (entry.terminating()) {
            return new Leftover(entry, own, Fate.GOES, "");
        }
        Optional<String> open = undecided.apply(entry.key());
        if (open.isPresent()) {
            return new Leftover(entry, own, Fate.UNDECIDED, open.get());
        }
        Optional<String> theirs = ofSomebody(entry, letGo);
        if (theirs.isPresent()) {
            return new Leftover(entry, own, Fate.STAYS, theirs.get());
        }
        return switch (options.pruneOf(own)) {
            case NEVER -> new Leftover(entry, own, Fate.STAYS, saysSo("Prune", own));
            case CONFIRM ->
                    new Leftover(entry, own, Fate.WAITS_FOR_A_PERSON, WAITS_FOR_CONFIRMATION);
            case ALLOWED -> guarded(entry, own);
        };
    }

    /** Why it stays if another Argo CD has it, or a person brought it back; empty when neither. */
    public static Optional<String> ofSomebody(LiveEntry entry, Optional<Instant> letGo) {
        return TrackingId.ofAnotherInstallation(
                        Optional.ofNullable(entry.annotations().get(TrackingId.INSTALLATION)))
                .or(() -> BroughtBack.reasonToStay(entry, letGo));
    }

    /**
     * @param option {@code Prune} or {@code Delete}
     */
    public static String saysSo(String option, ResourceOptions own) {
        return own.problems().stream()
                .filter(problem -> problem.contains("'" + option + "="))
                .findFirst()
                .orElse(option + "=false says so");
    }

    private Leftover guarded(LiveEntry entry, ResourceOptions own) {
        return DataGuard.of(entry)
                .or(() -> mentioned.apply(entry.key()))
                .map(why -> new Leftover(entry, own, Fate.STAYS, why))
                .orElseGet(() -> new Leftover(entry, own, Fate.GOES, ""));
    }

    /** A wrong path, an emptied directory, a forced push: all at once is not taken for meant. */
    private List<Leftover> braked(List<Leftover> found) {
        long going = found.stream().filter(Leftovers::goes).count();
        if (!allowEmpty && wanted.isEmpty() && going > 0) {
            return held(
                    found,
                    leftover -> true,
                    "the repository has nothing left for this application, and all "
                            + going
                            + " objects would be deleted; if that is meant, sync it by hand with"
                            + " --prune, set spec.syncPolicy.automated.allowEmpty: true, or agree"
                            + " to single ones");
        }
        boolean childWanted = wanted.stream().anyMatch(Leftovers::isApplication);
        long children = found.stream().filter(l -> goes(l) && isApplication(l.key())).count();
        return !childWanted && children >= MANY_CHILDREN
                ? held(
                        found,
                        leftover -> isApplication(leftover.key()),
                        "all " + children + " Applications vanished at once")
                : found;
    }

    private static List<Leftover> held(
            List<Leftover> found, java.util.function.Predicate<Leftover> which, String why) {
        return found.stream()
                .map(
                        leftover ->
                                goes(leftover)
                                                && which.test(leftover)
                                                && !DataGuard.isAgreed(leftover.entry())
                                        ? new Leftover(
                                                leftover.entry(),
                                                leftover.options(),
                                                Fate.STAYS,
                                                why + "; " + DataGuard.howToAgree(leftover.entry()))
                                        : leftover)
                .toList();
    }

    private static boolean goes(Leftover leftover) {
        return leftover.fate() == Fate.GOES && !leftover.entry().terminating();
    }

    private static boolean isApplication(ResourceKey key) {
        return key.groupKind().equals(Application.KIND);
    }

    /** Options are read from the live object: there is no other. */
    public static ResourceOptions optionsOf(LiveEntry entry) {
        Map<String, Object> annotations = new HashMap<>(entry.annotations());
        return ResourceOptions.of(Map.of("metadata", Map.of("annotations", annotations)));
    }
}
