package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.SyncOptions;
import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.Origin;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.sync.Leftover;
import dev.nordbox.appliance.sync.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an application stands: what it wants, and how that compares with what there is.
 *
 * @param origin the commits that were read, if any could be
 * @param desired empty when it is not known what is wanted: then nothing is changed
 * @param mine what it wants and no other application has
 * @param verdicts of {@code mine}, and of the namespace where it is there and has to be marked
 * @param namespace the destination namespace, where it has to be made or marked
 * @param leftovers what it has and does not want
 * @param toJudge objects that the server has to be asked about first
 * @param conditions what is wrong
 * @param waiting what has to be known first; empty when all is
 * @param basis what all of it was read from
 */
record Level(
        Origin origin,
        Optional<DesiredObjects> desired,
        Map<ResourceKey, Target> mine,
        Map<ResourceKey, Verdict> verdicts,
        Optional<Target> namespace,
        List<Leftover> leftovers,
        List<Target> toJudge,
        List<Condition> conditions,
        Optional<String> waiting,
        List<String> sourceTypes,
        Basis basis) {

    /** How much of what is wanted is known. */
    enum Basis {
        /** All that the newest commit says. */
        NEWEST,
        /** Of the newest commit some files cannot be read: nothing is known to be unwanted. */
        INCOMPLETE,
        /** The newest commit cannot be read; the last one that could is kept up. */
        LAST_GOOD
    }

    /** Nothing can be said but why. */
    static Level unknown(Origin origin, List<Condition> conditions) {
        return new Level(
                origin,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                conditions,
                Optional.empty(),
                List.of(),
                Basis.NEWEST);
    }

    static Level waitingFor(Origin origin, String what) {
        return new Level(
                origin,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(what),
                List.of(),
                Basis.NEWEST);
    }

    /** The same, with a reason why nothing may be deleted for it. */
    Level on(Basis other, List<Condition> problems) {
        List<Condition> all = new ArrayList<>(conditions);
        all.addAll(problems);
        return new Level(
                origin,
                desired,
                mine,
                verdicts,
                namespace,
                leftovers.stream().map(Level::kept).toList(),
                toJudge,
                all,
                waiting,
                sourceTypes,
                other);
    }

    private static Leftover kept(Leftover leftover) {
        return leftover.fate() == Leftover.Fate.RELEASED
                ? leftover
                : new Leftover(
                        leftover.entry(),
                        leftover.options(),
                        Leftover.Fate.STAYS,
                        "while not all of the repository can be read");
    }

    boolean held() {
        return basis == Basis.LAST_GOOD;
    }

    /**
     * There is something to apply, and it is known what. A kind that cannot be read keeps the
     * others of its application from nothing: the mend may be among them.
     */
    boolean actionable() {
        boolean partly = basis == Basis.INCOMPLETE || !differing().equals(readable());
        return sync() == SyncStatusCode.OUT_OF_SYNC || partly && !readable().isEmpty();
    }

    /** Objects that are not as they should be, as far as that is known of them. */
    List<ResourceKey> readable() {
        return differing().stream()
                .filter(key -> verdicts.get(key).kind() != Verdict.Kind.UNREADABLE)
                .toList();
    }

    boolean known() {
        return desired.isPresent();
    }

    /** What a verdict is about. */
    Target target(ResourceKey key) {
        return namespace.filter(target -> target.key().equals(key)).orElseGet(() -> mine.get(key));
    }

    /** Objects that are not as they should be. */
    List<ResourceKey> differing() {
        return verdicts.entrySet().stream()
                .filter(entry -> entry.getValue().kind() != Verdict.Kind.EQUAL)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** It is there, and not as it should be. */
    boolean isChanging(ResourceKey key) {
        Verdict.Kind kind = verdicts.getOrDefault(key, Verdict.EQUAL).kind();
        return kind != Verdict.Kind.EQUAL && kind != Verdict.Kind.MISSING;
    }

    /** Objects that a sync would delete, at once or when a person has confirmed it. */
    List<Leftover> going() {
        return leftovers.stream()
                .filter(
                        leftover ->
                                leftover.fate() == Leftover.Fate.GOES
                                        || leftover.fate() == Leftover.Fate.WAITS_FOR_A_PERSON)
                .toList();
    }

    /** Objects that another application has; empty unless it is asked to mind. */
    List<String> sharedAgainst(SyncOptions options) {
        return options.failOnSharedResource()
                ? conditions.stream()
                        .filter(c -> c.type() == ConditionType.SHARED_RESOURCE_WARNING)
                        .map(Condition::message)
                        .toList()
                : List.of();
    }

    /** What becomes of something is known only when others have been looked at. */
    boolean undecided() {
        return leftovers.stream().anyMatch(l -> l.fate() == Leftover.Fate.UNDECIDED);
    }

    /** What stays in the cluster although the repository dropped it. */
    private boolean clean() {
        return leftovers.stream()
                .allMatch(
                        leftover ->
                                leftover.fate() == Leftover.Fate.RELEASED
                                        || leftover.options().ignoreExtraneous());
    }

    SyncStatusCode sync() {
        if (!known() || conditions.stream().anyMatch(c -> c.type().isError())) {
            return SyncStatusCode.UNKNOWN;
        }
        boolean complete = desired.get().refusals().isEmpty();
        return differing().isEmpty() && clean() && complete
                ? SyncStatusCode.SYNCED
                : SyncStatusCode.OUT_OF_SYNC;
    }
}
