package dev.nordbox.appliance.argo.status;

import static dev.nordbox.appliance.argo.status.StatusFields.key;
import static dev.nordbox.appliance.argo.status.StatusFields.maps;
import static dev.nordbox.appliance.argo.status.StatusFields.text;
import static dev.nordbox.appliance.argo.status.StatusFields.texts;

import dev.nordbox.appliance.argo.HookType;
import dev.nordbox.appliance.argo.OperationReader;
import dev.nordbox.appliance.argo.SyncPhase;
import dev.nordbox.appliance.argo.SyncPolicy.NamespaceMetadata;
import dev.nordbox.appliance.manifest.Fields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code status.operationState}. */
final class OperationStateReader {

    private OperationStateReader() {}

    /** Empty without a phase: nothing can be told of such an operation. */
    static Optional<OperationState> read(Map<String, Object> state) {
        return OperationPhase.of(text(state, "phase")).map(phase -> read(state, phase));
    }

    private static OperationState read(Map<String, Object> state, OperationPhase phase) {
        Map<String, Object> result = Fields.map(state, "syncResult");
        return new OperationState(
                OperationReader.leniently(Fields.map(state, "operation")),
                phase,
                text(state, "message"),
                result.isEmpty() ? Optional.empty() : Optional.of(result(result)),
                Fields.time(state, "startedAt").orElse(Instant.EPOCH),
                Fields.time(state, "finishedAt"),
                Fields.number(state, "retryCount"));
    }

    private static SyncResult result(Map<String, Object> result) {
        return new SyncResult(
                StatusFields.origin(result),
                maps(result, "resources").stream().map(OperationStateReader::resource).toList(),
                Fields.at(result, "managedNamespaceMetadata").map(OperationStateReader::metadata));
    }

    private static ResourceResult resource(Map<String, Object> resource) {
        return new ResourceResult(
                key(resource),
                text(resource, "version"),
                ResultCode.of(text(resource, "status")),
                text(resource, "message"),
                HookType.of(text(resource, "hookType")),
                OperationPhase.of(text(resource, "hookPhase")),
                SyncPhase.of(text(resource, "syncPhase")),
                texts(resource, "images"));
    }

    private static NamespaceMetadata metadata(Object metadata) {
        return new NamespaceMetadata(textMap(metadata, "labels"), textMap(metadata, "annotations"));
    }

    private static Map<String, String> textMap(Object object, String field) {
        Map<String, String> read = new LinkedHashMap<>();
        Fields.map(object, field)
                .forEach(
                        (name, value) -> {
                            if (value instanceof String text) {
                                read.put(name, text);
                            }
                        });
        return read;
    }
}
