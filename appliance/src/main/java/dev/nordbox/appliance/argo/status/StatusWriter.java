package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.JsonObject;
import dev.nordbox.appliance.argo.OperationWriter;
import dev.nordbox.appliance.argo.status.ApplicationStatus.Summary;
import dev.nordbox.appliance.assess.Health;
import java.util.LinkedHashMap;
import java.util.Map;

/** From values to {@code status} of an Application, in Argo CD's own names. */
public final class StatusWriter {

    private StatusWriter() {}

    /** The whole status; to be put in place of the old one, not merged into it. */
    public static Map<String, Object> write(ApplicationStatus status) {
        JsonObject json = new JsonObject();
        status.sync().ifPresent(sync -> json.put("sync", sync(sync)));
        status.health().ifPresent(health -> json.put("health", health(health)));
        json.list("resources", status.resources(), StatusWriter::resource);
        json.put("resourceHealthSource", healthSource(status));
        status.operationState()
                .ifPresent(state -> json.put("operationState", OperationStateWriter.write(state)));
        json.list("history", status.history(), StatusWriter::history);
        json.list("conditions", status.conditions().all(), StatusWriter::condition);
        json.put("summary", summary(status.summary()));
        json.put("reconciledAt", Times.print(status.reconciledAt()));
        json.put("sourceType", status.sourceType());
        json.put("sourceTypes", status.sourceTypes());
        json.put("controllerNamespace", status.controllerNamespace());
        Map<String, Object> whole = new LinkedHashMap<>(status.others());
        whole.putAll(json.fields());
        return whole;
    }

    private static Map<String, Object> sync(SyncStatus sync) {
        return new JsonObject()
                .always("status", sync.status().toString())
                .always("comparedTo", comparedTo(sync.comparedTo()))
                .put("revision", sync.revision())
                .put("revisions", sync.revisions())
                .fields();
    }

    private static Map<String, Object> comparedTo(ComparedTo comparedTo) {
        return new JsonObject()
                .put("source", comparedTo.source())
                .put("sources", comparedTo.sources())
                .always("destination", comparedTo.destination())
                .put("ignoreDifferences", comparedTo.ignoreDifferences())
                .fields();
    }

    private static Map<String, Object> health(HealthSummary health) {
        return healthOf(health.health())
                .put("lastTransitionTime", Times.print(health.lastTransitionTime()))
                .fields();
    }

    private static JsonObject healthOf(Health health) {
        return new JsonObject()
                .always("status", health.status().toString())
                .put("message", health.message());
    }

    /** Argo CD's word for health that is not written object by object. */
    private static String healthSource(ApplicationStatus status) {
        boolean inline = status.resources().stream().anyMatch(r -> r.health().isPresent());
        return inline || status.resources().isEmpty() ? "" : "appTree";
    }

    private static Map<String, Object> resource(ResourceStatus resource) {
        JsonObject json =
                new JsonObject()
                        .put("group", resource.key().group())
                        .put("version", resource.version())
                        .put("kind", resource.key().kind())
                        .put("namespace", resource.key().namespace())
                        .put("name", resource.key().name())
                        .put("status", resource.status().map(Object::toString).orElse(""));
        resource.health().ifPresent(health -> json.put("health", healthOf(health).fields()));
        return json.put("hook", resource.hook())
                .put("requiresPruning", resource.requiresPruning())
                .put("requiresDeletionConfirmation", resource.requiresDeletionConfirmation())
                .put("syncWave", resource.syncWave())
                .fields();
    }

    private static Map<String, Object> history(HistoryEntry entry) {
        return new JsonObject()
                .always("id", entry.id())
                .put("revision", entry.origin().revision())
                .put("revisions", entry.origin().revisions())
                .put("source", entry.origin().source())
                .put("sources", entry.origin().sources())
                .put("deployStartedAt", Times.print(entry.deployStartedAt()))
                .always("deployedAt", Times.print(entry.deployedAt()))
                .put("initiatedBy", OperationWriter.initiator(entry.initiatedBy()))
                .fields();
    }

    private static Map<String, Object> condition(Condition condition) {
        return new JsonObject()
                .always("type", condition.type().toString())
                .always("message", condition.message())
                .put("lastTransitionTime", Times.print(condition.lastTransitionTime()))
                .fields();
    }

    private static Map<String, Object> summary(Summary summary) {
        return new JsonObject()
                .put("externalURLs", summary.externalUrls())
                .put("images", summary.images())
                .put("isAppOfApps", summary.appOfApps())
                .fields();
    }
}
