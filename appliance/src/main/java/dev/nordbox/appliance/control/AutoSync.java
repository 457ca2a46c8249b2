package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Automated;
import dev.nordbox.appliance.argo.Operation;
import dev.nordbox.appliance.argo.Operation.Initiator;
import dev.nordbox.appliance.argo.SyncPolicy;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.argo.SyncRequest.Selected;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.sync.Leftover;
import dev.nordbox.appliance.sync.SyncState;
import dev.nordbox.appliance.sync.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a sync begins that nobody asked for, and why not. Argo CD's rules, with two differences:
 * a sync that ran out of retries is tried again after a while when it has no hooks that would run
 * again, and a healing slows down only once it looks like a fight.
 */
final class AutoSync {

    private static final Duration AFTER_ALL_RETRIES = Duration.ofMinutes(10);

    /**
     * @param operation what to begin
     * @param complaint what is wrong, for a condition
     * @param lookAgain when the answer may be another one
     * @param healed objects that the operation sets back
     */
    record Answer(
            Optional<Operation> operation,
            Optional<String> complaint,
            Optional<Instant> lookAgain,
            List<ResourceKey> healed) {
        static final Answer NOTHING =
                new Answer(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    private final AppState state;
    private final Level level;
    private final Instant now;

    private AutoSync(AppState state, Level level, Instant now) {
        this.state = state;
        this.level = level;
        this.now = now;
    }

    static Answer of(AppState state, Level level, Instant now) {
        return new AutoSync(state, level, now).answer();
    }

    private Answer answer() {
        Optional<Automated> automated = state.application().automated();
        if (automated.isPresent() && level.held()) {
            return keepUp(automated.get());
        }
        if (automated.isEmpty() || !level.actionable() || !hasWork(automated.get())) {
            return Answer.NOTHING;
        }
        List<String> shared = shared();
        if (!shared.isEmpty()) {
            return complaint(refusalOfShared(shared));
        }
        Optional<SyncState> last = state.lastChange().filter(sync -> !sync.isRunning());
        if (last.filter(this::isOfThisCommit).isEmpty()) {
            return begin(whole(state, level));
        }
        if (!last.get().succeeded()) {
            return afterFailure(last.get());
        }
        return automated.get().selfHeal() || isLateDeletion(automated.get())
                ? heal(automated.get())
                : Answer.NOTHING;
    }

    /** The newest commit cannot be read: what the last good one has brought is still healed. */
    private Answer keepUp(Automated automated) {
        if (state.lastChange().isEmpty() && !level.differing().isEmpty()) {
            // Never synced, as in a cluster that was made anew: what is known is better than
            // nothing.
            List<String> shared = shared();
            return shared.isEmpty()
                    ? begin(whole(state, level))
                    : complaint(refusalOfShared(shared));
        }
        Optional<SyncState> last = state.lastChange().filter(this::isOfThisCommit);
        if (last.isEmpty() || level.differing().isEmpty()) {
            return Answer.NOTHING;
        }
        if (!last.get().succeeded()) {
            return afterFailure(last.get());
        }
        return automated.selfHeal() ? heal(automated) : Answer.NOTHING;
    }

    private List<String> shared() {
        return level.sharedAgainst(state.application().spec().syncPolicy().options());
    }

    /** What is left to be deleted is no work for an application that does not prune. */
    private boolean hasWork(Automated automated) {
        boolean toApply =
                !level.differing().isEmpty() || !level.desired().orElseThrow().refusals().isEmpty();
        return toApply || automated.prune() && !level.going().isEmpty();
    }

    private boolean isOfThisCommit(SyncState last) {
        return last.origin().equals(level.origin());
    }

    /** A sync of everything to the commit of the level. */
    static Operation whole(AppState state, Level level) {
        SyncPolicy policy = state.application().spec().syncPolicy();
        boolean prune = policy.automated().filter(Automated::prune).isPresent();
        return operation(state, level.origin().request(prune, policy.options()));
    }

    /** It is what would begin now, but for the commit that it names. */
    static boolean wouldBegin(AppState state, Operation operation) {
        SyncPolicy policy = state.application().spec().syncPolicy();
        boolean prune = policy.automated().filter(Automated::prune).isPresent();
        return operation
                .sync()
                .map(
                        sync ->
                                SyncRequest.to(
                                        sync.revision(), sync.revisions(), prune, policy.options()))
                .map(request -> operation(state, request))
                .equals(Optional.of(operation));
    }

    private static Operation operation(AppState state, SyncRequest request) {
        return new Operation(
                Optional.of(request),
                Initiator.AUTOMATED,
                List.of(),
                state.application().spec().syncPolicy().retryOfAutomatedSync());
    }

    /** Why {@code FailOnSharedResource=true} begins no sync. */
    static String refusalOfShared(List<String> shared) {
        return "FailOnSharedResource=true: " + String.join("; ", shared);
    }

    private static Answer complaint(String why) {
        return new Answer(Optional.empty(), Optional.of(why), Optional.empty(), List.of());
    }

    private static Answer begin(Operation operation) {
        return new Answer(Optional.of(operation), Optional.empty(), Optional.empty(), List.of());
    }

    private Answer afterFailure(SyncState last) {
        boolean hooks = !level.desired().orElseThrow().hooks().isEmpty();
        Instant next = last.finishedAt().orElse(now).plus(AFTER_ALL_RETRIES);
        if (!hooks && !now.isBefore(next)) {
            return begin(whole(state, level));
        }
        String complaint =
                "Failed last sync attempt to " + level.origin().commits() + ": " + last.message();
        return new Answer(
                Optional.empty(),
                Optional.of(complaint),
                hooks ? Optional.empty() : Optional.of(next),
                List.of());
    }

    /** Only deletions are left, of what was not known to be nobody else's when the sync ran. */
    private boolean isLateDeletion(Automated automated) {
        return automated.prune() && level.differing().isEmpty() && !level.going().isEmpty();
    }

    /** What differs, without hooks; what somebody fights for waits its turn. */
    private Answer heal(Automated automated) {
        List<ResourceKey> due = new ArrayList<>();
        Optional<Instant> later = Optional.empty();
        Optional<String> complaint = Optional.empty();
        for (ResourceKey key : level.readable()) {
            Verdict verdict = level.verdicts().get(key);
            if (verdict.isFinal()) {
                complaint = Optional.of(key + ": " + verdict.message());
                continue;
            }
            complaint = complaint.or(() -> state.reverts.complaint(key));
            Instant notBefore = state.reverts.notBefore(key);
            if (notBefore.isAfter(now)) {
                later = later.filter(t -> t.isBefore(notBefore)).or(() -> Optional.of(notBefore));
            } else {
                due.add(key);
            }
        }
        List<Selected> chosen = new ArrayList<>(due.stream().map(AutoSync::selected).toList());
        if (automated.prune()) {
            level.going().stream().map(Leftover::key).map(AutoSync::selected).forEach(chosen::add);
        }
        return chosen.isEmpty()
                ? new Answer(Optional.empty(), complaint, later, List.of())
                : new Answer(Optional.of(partial(chosen)), complaint, later, due);
    }

    private Operation partial(List<Selected> chosen) {
        long attempts =
                state.lastChange().map(sync -> sync.request().selfHealAttempts()).orElse(0L) + 1;
        SyncRequest all = whole(state, level).sync().orElseThrow();
        return operation(state, all.only(chosen, attempts));
    }

    private static Selected selected(ResourceKey key) {
        return new Selected(key.group(), key.kind(), key.namespace(), key.name());
    }
}
