package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Info;
import dev.nordbox.appliance.argo.Operation;
import dev.nordbox.appliance.argo.Operation.Initiator;
import dev.nordbox.appliance.argo.OperationWriter;
import dev.nordbox.appliance.argo.Requests;
import dev.nordbox.appliance.argo.Retry;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.argo.SyncRequest.Selected;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.SyncStatus;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes what is asked for to the Application, exactly as Argo CD's clients do: what comes over the
 * socket and what others patch in goes the same way, and is done by whichever controller leads.
 */
final class OperationRequests {

    /** Name of the entry of {@code operation.info} that tells one request from another. */
    static final String REQUEST = "nordbox.no/request";

    private final Cluster cluster;
    private final LiveCache cache;
    private final AuditTrail audit;
    private final Clock clock;

    OperationRequests(Cluster cluster, LiveCache cache, AuditTrail audit, Clock clock) {
        this.cluster = cluster;
        this.cache = cache;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Tried again as the Application says, as by Argo CD; a dry run is not.
     *
     * @param id is found again in {@code status.operationState.operation.info}; {@code ""} for none
     * @return why it was not asked for: another operation waits to be begun
     */
    Optional<String> sync(AppState state, SyncRequest request, String id, String asker)
            throws ClusterException {
        Optional<Retry> policy = state.application().spec().syncPolicy().retry();
        return ask(
                state,
                request,
                named(id),
                asker,
                policy.filter(retry -> !request.dryRun()).orElse(Retry.NEVER),
                request.dryRun() ? "ask for a dry run" : "ask for a sync");
    }

    /**
     * The same for what was deleted.
     *
     * @param burials which it is
     */
    Optional<String> undo(
            AppState state, SyncRequest request, Info burials, String id, String asker)
            throws ClusterException {
        List<Info> info = new ArrayList<>(named(id));
        info.add(burials);
        return ask(
                state,
                request,
                info,
                asker,
                Retry.NEVER,
                request.dryRun() ? "ask for a dry run" : "ask for an undo");
    }

    private static List<Info> named(String id) {
        return id.isEmpty() ? List.of() : List.of(new Info(REQUEST, id));
    }

    private Optional<String> ask(
            AppState state,
            SyncRequest request,
            List<Info> info,
            String asker,
            Retry retry,
            String action)
            throws ClusterException {
        Optional<LiveObject> live = cluster.get(state.key.resource());
        if (live.filter(object -> object.content().containsKey("operation")).isPresent()) {
            return Optional.of("another operation of " + state.key + " waits to be begun");
        }
        Operation operation =
                new Operation(Optional.of(request), new Initiator(asker, false), info, retry);
        state.askedAtDesk = Optional.of(operation); // before anybody can take it up
        write(
                state,
                ObjectPatch.json(
                        List.of(ObjectPatch.add("/operation", OperationWriter.write(operation)))));
        told(action, state, asker);
        return Optional.empty();
    }

    /**
     * The options are the Application's own: nobody expects another sync by hand than by itself.
     *
     * @param revisions one for each source; none for what the Application names
     */
    static SyncRequest request(
            AppState state,
            boolean prune,
            boolean dryRun,
            List<Selected> resources,
            List<String> revisions) {
        boolean many = state.application().spec().manySources();
        return new SyncRequest(
                many || revisions.isEmpty() ? "" : revisions.get(revisions.size() - 1),
                many ? revisions : List.of(),
                prune,
                dryRun,
                state.application().spec().syncPolicy().options(),
                resources,
                List.of(),
                Optional.empty(),
                List.of(),
                SyncRequest.Strategy.HOOK,
                0);
    }

    void refresh(AppState state, Requests.Refresh how, String asker) throws ClusterException {
        String now = clock.instant().toString();
        Map<String, Object> annotations =
                Map.of(
                        Requests.REFRESH,
                        how == Requests.Refresh.HARD ? "hard" : "normal",
                        Requests.REFRESH_TIMESTAMP,
                        now);
        annotate(state, annotations);
        told("ask for a refresh", state, asker);
    }

    /**
     * Pauses automated syncs, healing included; what is in the cluster stays at its commit.
     *
     * @param reason for others; {@code ""} for none
     */
    void hold(AppState state, String reason, String asker) throws ClusterException {
        String since = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        String why =
                (asker.isEmpty() ? "" : "by " + asker + " ")
                        + "since "
                        + since
                        + (reason.isEmpty() ? "" : ": " + reason);
        annotate(state, Map.of(Requests.HOLD, why));
        told("hold", state, asker);
    }

    /** Automated syncs go on; one that was not on hold stays as it is. */
    void release(AppState state, String asker) throws ClusterException {
        Map<String, Object> off = new HashMap<>();
        off.put(Requests.HOLD, null);
        annotate(state, off);
        told("release", state, asker);
    }

    /** What was brought back up to now may be deleted again, if Git does not have it. */
    void letGo(AppState state, String asker) throws ClusterException {
        annotate(state, Map.of(Requests.LET_GO, clock.instant().toString()));
        told("let go", state, asker);
    }

    private void annotate(AppState state, Map<String, Object> annotations) throws ClusterException {
        write(state, ObjectPatch.merge(Map.of("metadata", Map.of("annotations", annotations))));
    }

    /**
     * @return why not: there is nothing to end
     */
    Optional<String> terminate(AppState state, String asker) throws ClusterException {
        Optional<LiveObject> live = cluster.get(state.key.resource());
        Object running =
                live.map(object -> Fields.map(object.content(), "status", "operationState"))
                        .orElse(Map.of());
        boolean runs =
                Fields.text(running, "phase")
                        .equals(Optional.of(OperationPhase.RUNNING.toString()));
        if (!runs) {
            return Optional.of("no operation of " + state.key + " is under way");
        }
        String phase = "/status/operationState/phase";
        write(
                state,
                ObjectPatch.json(
                        List.of(
                                ObjectPatch.test(phase, OperationPhase.RUNNING.toString()),
                                ObjectPatch.replace(
                                        phase, OperationPhase.TERMINATING.toString()))));
        told("ask for the end of a sync", state, asker);
        return Optional.empty();
    }

    /** What was chosen that the application has nothing of, as it was written. */
    static List<String> unknown(AppState state, List<Selected> chosen) {
        List<ResourceKey> has =
                state.level.stream()
                        .flatMap(
                                level ->
                                        Stream.concat(
                                                level.mine().keySet().stream(),
                                                level.leftovers().stream().map(l -> l.key())))
                        .toList();
        boolean known = state.level.filter(Level::known).isPresent();
        return chosen.stream()
                .filter(one -> known && has.stream().noneMatch(key -> matches(one, key)))
                .map(OperationRequests::written)
                .toList();
    }

    private static String written(Selected one) {
        String namespace = one.namespace().isEmpty() ? "" : one.namespace() + "/";
        return one.group() + ":" + one.kind() + ":" + namespace + one.name();
    }

    private static boolean matches(Selected chosen, ResourceKey key) {
        return chosen.matches(key.group(), key.kind(), key.namespace(), key.name());
    }

    private void write(AppState state, ObjectPatch patch) throws ClusterException {
        cache.wrote(cluster.patch(state.key.resource(), patch));
    }

    private void told(String action, AppState state, String asker) {
        String revision = state.written.sync().map(SyncStatus::commits).orElse("");
        audit.wrote(
                action, state.key.resource(), Cause.request(state.key.id(), revision, asker), "");
    }
}
