package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.Automated;
import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.HealthSummary;
import dev.nordbox.appliance.argo.status.ResourceStatus;
import dev.nordbox.appliance.argo.status.ResultCode;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.assess.Health;
import dev.nordbox.appliance.assess.HealthStatus;
import dev.nordbox.appliance.status.ApplicationSummary;
import dev.nordbox.appliance.status.ApplicationSummary.Condition;
import dev.nordbox.appliance.status.ApplicationSummary.ObjectSummary;
import dev.nordbox.appliance.sync.SyncState;
import dev.nordbox.appliance.sync.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How one application stands, from what its last look found. */
final class Snapshot {

    private static final int MOST_OBJECTS = 20;

    private Snapshot() {}

    static ApplicationSummary of(AppState state) {
        ApplicationStatus status = state.reported;
        Map<Object, String> reasons = reasons(state);
        List<ObjectSummary> attention =
                status.resources().stream()
                        .filter(Snapshot::needsALook)
                        // What is wrong with an Application is said there, too.
                        .sorted(Comparator.comparing(Snapshot::isApplication))
                        .limit(MOST_OBJECTS)
                        .map(resource -> object(resource, reasons))
                        .toList();
        return new ApplicationSummary(
                state.key.id(),
                status.sync().map(sync -> sync.status().toString()).orElse("Unknown"),
                status.health()
                        .map(HealthSummary::health)
                        .map(Health::status)
                        .orElse(HealthStatus.UNKNOWN)
                        .toString(),
                conditions(state, status),
                status.resources().size(),
                attention,
                isSettled(state),
                state.sync.map(SyncState::retryCount).orElse(0L),
                hasGivenUp(state),
                isRefused(state),
                underWay(state));
    }

    /** That it waits to be tried again is said by a condition, with the reason. */
    private static String underWay(AppState state) {
        return state.sync
                .filter(sync -> sync.isRunning() && !sync.awaitsRetry())
                .filter(sync -> !Heirs.isSkipped(state))
                .map(SyncState::message)
                .orElse("");
    }

    private static boolean hasGivenUp(AppState state) {
        return state.lastChange()
                .filter(sync -> !sync.isRunning() && !sync.succeeded())
                .isPresent();
    }

    private static boolean isRefused(AppState state) {
        boolean judged =
                state.level.stream()
                        .flatMap(level -> level.verdicts().values().stream())
                        .anyMatch(Verdict::refused);
        boolean tried =
                state.sync.stream()
                        .flatMap(sync -> sync.results().values().stream())
                        .anyMatch(r -> r.status().equals(Optional.of(ResultCode.SYNC_FAILED)));
        return judged || tried;
    }

    /**
     * The last look was complete and left nothing to do that does itself; or nobody looks at it,
     * and what was told of it last counts.
     */
    static boolean isSettled(AppState state) {
        if (Heirs.isSkipped(state)) {
            return !state.inFlight();
        }
        boolean looked = state.level.filter(level -> level.waiting().isEmpty()).isPresent();
        boolean untouched = state.level.stream().allMatch(level -> level.toJudge().isEmpty());
        boolean waits = state.sync.filter(sync -> sync.awaitsRetry()).isPresent();
        return looked
                && untouched
                && !state.inFlight()
                && (!state.syncing() || waits)
                && !state.deleting;
    }

    private static List<Condition> conditions(AppState state, ApplicationStatus status) {
        List<Condition> conditions = new ArrayList<>();
        status.conditions()
                .all()
                .forEach(c -> conditions.add(new Condition(c.type().toString(), c.message())));
        if (Heirs.isSkipped(state)) {
            conditions.add(
                    new Condition(
                            Condition.MANUAL_SYNC,
                            "nobody looks at it, as the Application says"
                                    + " argocd.argoproj.io/skip-reconcile: true; take the"
                                    + " annotation off"));
            return conditions;
        }
        boolean differs =
                status.sync()
                        .filter(sync -> sync.status() == SyncStatusCode.OUT_OF_SYNC)
                        .isPresent();
        if (differs && !state.syncing() && waitsForAPerson(state)) {
            conditions.add(
                    new Condition(
                            Condition.MANUAL_SYNC,
                            "the cluster differs from the repository, and stays so: "
                                    + whatAPersonDoes(state)));
        }
        return conditions;
    }

    private static boolean waitsForAPerson(AppState state) {
        Optional<Automated> automated = state.application().automated();
        boolean keeps =
                state.level.stream()
                        .flatMap(level -> level.leftovers().stream())
                        .anyMatch(left -> left.fate().isUpToAPerson());
        return automated.isEmpty()
                || !automated.get().selfHeal()
                || !automated.get().prune()
                || keeps;
    }

    private static String whatAPersonDoes(AppState state) {
        Optional<Automated> automated = state.application().automated();
        if (state.application().requests().hold().isPresent()) {
            return "it is on hold; `app release " + state.key + "` ends that";
        }
        if (automated.isEmpty()) {
            return "the Application has no spec.syncPolicy.automated; sync it by hand";
        }
        return state.level.stream()
                .flatMap(level -> level.leftovers().stream())
                .filter(leftover -> !leftover.reason().isEmpty())
                .map(leftover -> leftover.key() + ": " + leftover.reason())
                .findFirst()
                .orElse(
                        automated.get().prune()
                                ? "the Application has no spec.syncPolicy.automated.selfHeal"
                                : "the Application has no spec.syncPolicy.automated.prune");
    }

    private static boolean isApplication(ResourceStatus resource) {
        return resource.key().groupKind().equals(Application.KIND);
    }

    private static boolean needsALook(ResourceStatus resource) {
        boolean differs = resource.status().filter(s -> s != SyncStatusCode.SYNCED).isPresent();
        boolean ill = resource.health().filter(h -> h.status() != HealthStatus.HEALTHY).isPresent();
        return differs || ill || resource.requiresPruning();
    }

    private static Map<Object, String> reasons(AppState state) {
        return state.level.stream()
                .flatMap(level -> level.leftovers().stream())
                .collect(
                        Collectors.toMap(
                                leftover -> (Object) leftover.key(),
                                leftover -> leftover.reason(),
                                (one, other) -> one));
    }

    private static ObjectSummary object(ResourceStatus resource, Map<Object, String> reasons) {
        Health health = resource.health().orElse(Health.MISSING);
        String reason = reasons.getOrDefault(resource.key(), "");
        return new ObjectSummary(
                resource.key().group(),
                resource.key().kind(),
                resource.key().namespace(),
                resource.key().name(),
                resource.status().map(SyncStatusCode::toString).orElse(""),
                health.status().toString(),
                reason.isEmpty() ? health.message() : reason,
                resource.requiresPruning());
    }
}
