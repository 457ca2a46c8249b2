package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.JsonObject;
import dev.nordbox.appliance.argo.OperationWriter;
import dev.nordbox.appliance.argo.SyncPolicy.NamespaceMetadata;
import java.util.Map;

/** Writes {@code status.operationState}. */
final class OperationStateWriter {

    private OperationStateWriter() {}

    static Map<String, Object> write(OperationState state) {
        JsonObject json =
                new JsonObject()
                        .always("operation", OperationWriter.write(state.operation()))
                        .always("phase", state.phase().toString())
                        .put("message", state.message());
        state.syncResult().ifPresent(result -> json.put("syncResult", result(result)));
        return json.always("startedAt", Times.print(state.startedAt()))
                .put("finishedAt", Times.print(state.finishedAt()))
                .put("retryCount", state.retryCount())
                .fields();
    }

    private static Map<String, Object> result(SyncResult result) {
        JsonObject json =
                new JsonObject()
                        .list("resources", result.resources(), OperationStateWriter::resource)
                        .always("revision", result.origin().revision())
                        .put("source", result.origin().source())
                        .put("sources", result.origin().sources())
                        .put("revisions", result.origin().revisions());
        result.managedNamespace()
                .ifPresent(
                        namespace -> json.always("managedNamespaceMetadata", metadata(namespace)));
        return json.fields();
    }

    private static Map<String, Object> metadata(NamespaceMetadata namespace) {
        return new JsonObject()
                .put("labels", namespace.labels())
                .put("annotations", namespace.annotations())
                .fields();
    }

    private static Map<String, Object> resource(ResourceResult resource) {
        return new JsonObject()
                .always("group", resource.key().group())
                .always("version", resource.version())
                .always("kind", resource.key().kind())
                .always("namespace", resource.key().namespace())
                .always("name", resource.key().name())
                .put("status", resource.status().map(Object::toString).orElse(""))
                .put("message", resource.message())
                .put("hookType", resource.hookType().map(Object::toString).orElse(""))
                .put("hookPhase", resource.hookPhase().map(Object::toString).orElse(""))
                .put("syncPhase", resource.syncPhase().map(Object::toString).orElse(""))
                .put("images", resource.images())
                .fields();
    }
}
