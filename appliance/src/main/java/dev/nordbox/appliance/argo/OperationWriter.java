package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.argo.Operation.Initiator;
import dev.nordbox.appliance.argo.SyncRequest.Selected;
import dev.nordbox.appliance.argo.SyncRequest.Strategy;
import java.util.Map;

/** Writes an operation: to ask for one, or to tell of one in a status. */
public final class OperationWriter {

    private OperationWriter() {}

    public static Map<String, Object> write(Operation operation) {
        JsonObject json = new JsonObject();
        // Also an empty one: it says that this is a sync, of everything to what the spec names.
        operation.sync().ifPresent(sync -> json.always("sync", sync(sync)));
        json.put("initiatedBy", initiator(operation.initiatedBy()));
        json.list(
                "info",
                operation.info(),
                info -> Map.of("name", info.name(), "value", info.value()));
        json.put("retry", retry(operation.retry()));
        return json.fields();
    }

    /** {@code username} and {@code automated}, each where it says something. */
    public static Map<String, Object> initiator(Initiator initiator) {
        return new JsonObject()
                .put("username", initiator.username())
                .put("automated", initiator.automated())
                .fields();
    }

    private static Map<String, Object> sync(SyncRequest sync) {
        JsonObject json = new JsonObject();
        json.put("revision", sync.revision());
        json.put("prune", sync.prune());
        json.put("dryRun", sync.dryRun());
        json.put("syncStrategy", strategy(sync.strategy()));
        json.list("resources", sync.resources(), OperationWriter::selected);
        json.put("source", sync.source().orElse(Map.of()));
        json.put("manifests", sync.manifests());
        json.put("syncOptions", sync.options().written());
        json.put("sources", sync.sources());
        json.put("revisions", sync.revisions());
        json.put("autoHealAttemptsCount", sync.selfHealAttempts());
        return json.fields();
    }

    private static Map<String, Object> selected(Selected selected) {
        return new JsonObject()
                .put("group", selected.group())
                .put("kind", selected.kind())
                .put("namespace", selected.namespace())
                .put("name", selected.name())
                .fields();
    }

    /** The default is left out, as Argo CD's own controller does. */
    private static Map<String, Object> strategy(Strategy strategy) {
        Map<String, Object> force = new JsonObject().put("force", strategy.force()).fields();
        if (strategy.apply()) {
            return Map.of("apply", force);
        }
        return force.isEmpty() ? Map.of() : Map.of("hook", force);
    }

    private static Map<String, Object> retry(Retry retry) {
        JsonObject json = new JsonObject();
        json.put("limit", retry.limit());
        boolean usual = retry.equals(Retry.withLimit(retry.limit()).refreshing(retry.refresh()));
        if (!usual) {
            json.put("backoff", backoff(retry));
        }
        json.put("refresh", retry.refresh());
        return json.fields();
    }

    private static Map<String, Object> backoff(Retry retry) {
        return Map.of(
                "duration", GoDuration.print(retry.duration()),
                "factor", retry.factor(),
                "maxDuration", GoDuration.print(retry.maxDuration()));
    }
}
