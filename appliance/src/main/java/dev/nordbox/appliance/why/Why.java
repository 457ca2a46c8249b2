package dev.nordbox.appliance.why;

import dev.nordbox.appliance.argo.Automated;
import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.ResourceStatus;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.assess.Health;
import dev.nordbox.appliance.assess.HealthStatus;
import dev.nordbox.appliance.why.Obstacle.Owner;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The one thing that is in an application's way. Several may be: told is the one that has to go
 * first, since the others may go with it.
 */
public final class Why {

    private static final String NOT_BEGUN = "the operation was not begun";

    private final Situation situation;

    private Why(Situation situation) {
        this.situation = situation;
    }

    /** Empty when nothing is: it is what Git says, and works. */
    public static Optional<Obstacle> of(Situation situation) {
        return new Why(situation).first();
    }

    private Optional<Obstacle> first() {
        return Stream.<Supplier<Optional<Obstacle>>>of(
                        this::cluster,
                        this::leftAlone,
                        this::deletion,
                        this::unread,
                        this::invalidSpec,
                        this::notCompared,
                        this::refusedRequest,
                        this::running,
                        this::failed,
                        this::contested,
                        this::kept,
                        this::byHand,
                        this::unhealthy,
                        this::gitGone)
                .flatMap(check -> check.get().stream())
                .findFirst();
    }

    // ---- the controller as a whole

    private Optional<Obstacle> cluster() {
        return situation
                .clusterProblem()
                .map(
                        what ->
                                what.startsWith("Argo CD runs")
                                        ? new Obstacle(
                                                what,
                                                Owner.PERSON,
                                                "",
                                                "two controllers of one Application undo each"
                                                        + " other's work for ever")
                                        : what.startsWith("another controller")
                                                ? new Obstacle(
                                                        what,
                                                        Owner.PERSON,
                                                        "",
                                                        "ask that one, or stop it, and this one"
                                                                + " takes over")
                                                : new Obstacle(
                                                        what,
                                                        Owner.CLUSTER,
                                                        "",
                                                        "look at the API server: systemctl status"
                                                                + " k3s; it goes on by itself"));
    }

    private Optional<Obstacle> leftAlone() {
        return situation.application().requests().skipReconcile()
                ? Optional.of(
                        new Obstacle(
                                "the Application says argocd.argoproj.io/skip-reconcile: true, so"
                                        + " nobody looks at it",
                                Owner.PERSON,
                                situation.origin(),
                                "take the annotation off"))
                : Optional.empty();
    }

    private Optional<Obstacle> deletion() {
        return situation.deleting()
                ? Optional.of(
                        new Obstacle(
                                "the Application is being deleted, and its objects with it"
                                        + message().map(m -> ": " + m).orElse(""),
                                Owner.CLUSTER,
                                "",
                                "wait for what is named; finalizers of others hold objects back"))
                : Optional.empty();
    }

    private Optional<Obstacle> unread() {
        if (situation.waiting().isEmpty()) {
            return Optional.empty();
        }
        return gitGone()
                .or(
                        () ->
                                Optional.of(
                                        new Obstacle(
                                                situation.waiting().get(),
                                                Owner.NORDBOX,
                                                "",
                                                "wait: it goes on by itself")));
    }

    // ---- conditions

    private Optional<Obstacle> invalidSpec() {
        return condition(ConditionType.INVALID_SPEC_ERROR)
                .map(
                        what ->
                                new Obstacle(
                                        what,
                                        Owner.GIT,
                                        situation.origin(),
                                        "mend the Application there and push"));
    }

    private Optional<Obstacle> notCompared() {
        return condition(ConditionType.COMPARISON_ERROR)
                .map(what -> Refused.because(what, situation.origin()));
    }

    private Optional<Obstacle> refusedRequest() {
        return situation.status().conditions().of(ConditionType.SYNC_ERROR).stream()
                .map(Condition::message)
                .filter(message -> message.startsWith(NOT_BEGUN))
                .map(what -> new Obstacle(what, Owner.PERSON, "", "ask for what can be done"))
                .findFirst();
    }

    private Optional<String> condition(ConditionType type) {
        List<Condition> all = situation.status().conditions().of(type);
        String more = all.size() > 1 ? " (and " + (all.size() - 1) + " more)" : "";
        return all.stream().findFirst().map(first -> first.message() + more);
    }

    // ---- the sync

    private Optional<OperationState> operation() {
        return situation.status().operationState();
    }

    private Optional<String> message() {
        return operation().map(OperationState::message).filter(text -> !text.isEmpty());
    }

    private Optional<Obstacle> running() {
        Optional<OperationState> state = operation().filter(Why::isRunning);
        if (state.isEmpty()) {
            return Optional.empty();
        }
        String message = state.get().message();
        if (state.get().finishedAt().isPresent()) {
            return Optional.of(Refused.because(message, ""));
        }
        if (message.contains("waits for a confirmation")) {
            return Optional.of(
                    new Obstacle(message, Owner.PERSON, "", "confirm it, or bring it back in Git"));
        }
        if (message.startsWith("waiting for completion of hook")) {
            return Optional.of(
                    new Obstacle(
                            "the sync is " + message,
                            Owner.CLUSTER,
                            "",
                            "look at the hook's pods; `app terminate " + name() + "` ends it"));
        }
        if (message.startsWith("waiting for")) {
            return Optional.of(
                    new Obstacle(
                            "the sync is " + message,
                            Owner.CLUSTER,
                            "",
                            "see why with kubectl describe; a commit that mends it takes over"));
        }
        return Optional.of(
                message.isEmpty()
                        ? new Obstacle("a sync is under way", Owner.NORDBOX, "", "wait for its end")
                        : Refused.because(message, ""));
    }

    private static boolean isRunning(OperationState state) {
        return state.phase() == OperationPhase.RUNNING
                || state.phase() == OperationPhase.TERMINATING;
    }

    /** A dry run that failed changed nothing, and stands in nobody's way. */
    private Optional<Obstacle> failed() {
        Optional<String> complaint = condition(ConditionType.SYNC_ERROR);
        if (complaint.isPresent()) {
            return complaint.map(what -> Refused.because(what, ""));
        }
        return operation()
                .filter(state -> !isRunning(state) && state.phase() != OperationPhase.SUCCEEDED)
                .filter(state -> state.operation().sync().filter(s -> s.dryRun()).isEmpty())
                .filter(state -> isNot(SyncStatusCode.SYNCED))
                .map(state -> Refused.because("the last sync failed: " + state.message(), ""));
    }

    private Optional<Obstacle> contested() {
        return condition(ConditionType.SHARED_RESOURCE_WARNING)
                .map(what -> Refused.because(what, situation.origin()));
    }

    // ---- what a person decides

    private Optional<Obstacle> kept() {
        List<Situation.Kept> kept = situation.kept();
        String more = kept.size() > 1 ? " (and " + (kept.size() - 1) + " more)" : "";
        return kept.stream()
                .findFirst()
                .map(
                        one ->
                                new Obstacle(
                                        one.object()
                                                + " left Git and stays"
                                                + more
                                                + ": "
                                                + one.reason(),
                                        Owner.PERSON,
                                        "",
                                        "agree to its deletion, or bring it back in Git"));
    }

    private Optional<Obstacle> byHand() {
        if (isNot(SyncStatusCode.OUT_OF_SYNC)) {
            return Optional.empty();
        }
        Optional<String> hold = situation.application().requests().hold();
        if (hold.isPresent()) {
            return Optional.of(
                    new Obstacle(
                            "automated syncs are on hold, " + hold.get(),
                            Owner.PERSON,
                            "",
                            "`app release " + name() + "` ends that"));
        }
        Optional<Automated> automated = situation.application().automated();
        if (automated.isEmpty()) {
            return decided(
                    "it differs from Git, and its syncs are by hand",
                    "`app sync " + name() + "`, or write spec.syncPolicy.automated");
        }
        boolean onlyLeft =
                situation.status().resources().stream()
                        .filter(r -> r.status().equals(Optional.of(SyncStatusCode.OUT_OF_SYNC)))
                        .allMatch(ResourceStatus::requiresPruning);
        if (onlyLeft && !automated.get().prune()) {
            return decided(
                    "objects that left Git are still there, and it does not prune by itself",
                    "`app sync " + name() + " --prune`, or write automated.prune: true");
        }
        return automated.get().selfHeal()
                ? Optional.empty()
                : decided(
                        "somebody changed it in the cluster, and it does not heal by itself",
                        "`app sync " + name() + "`, or write automated.selfHeal: true");
    }

    private Optional<Obstacle> decided(String what, String fix) {
        return Optional.of(new Obstacle(what, Owner.PERSON, situation.origin(), fix));
    }

    // ---- health, and Git

    private Optional<Obstacle> unhealthy() {
        return Stream.of(HealthStatus.DEGRADED, HealthStatus.MISSING, HealthStatus.PROGRESSING)
                .flatMap(status -> situation.status().resources().stream().filter(is(status)))
                .findFirst()
                .map(
                        resource -> {
                            Health health = resource.health().orElse(Health.MISSING);
                            String said = health.message();
                            boolean moves = health.status() == HealthStatus.PROGRESSING;
                            Ill ill = Ill.of(resource.key().groupKind().toString());
                            return new Obstacle(
                                    resource.key()
                                            + " is "
                                            + health.status()
                                            + (said.isEmpty() ? "" : ": " + said),
                                    moves ? Owner.CLUSTER : ill.owner(),
                                    "",
                                    moves ? "wait, or see why with kubectl describe" : ill.fix());
                        });
    }

    private static java.util.function.Predicate<ResourceStatus> is(HealthStatus status) {
        return resource -> resource.health().filter(h -> h.status() == status).isPresent();
    }

    private Optional<Obstacle> gitGone() {
        return situation
                .git()
                .map(
                        trouble ->
                                new Obstacle(
                                        "no new commit arrives since "
                                                + trouble.since().truncatedTo(ChronoUnit.SECONDS)
                                                + trouble.kept()
                                                        .map(c -> " (" + c + " is kept up)")
                                                        .orElse("")
                                                + ": "
                                                + trouble.message(),
                                        Owner.GIT,
                                        "",
                                        trouble.remedy()));
    }

    private boolean isNot(SyncStatusCode code) {
        return situation.status().sync().filter(sync -> sync.status() == code).isEmpty();
    }

    private String name() {
        return situation.name();
    }
}
