package dev.nordbox.appliance.argo.status;

import static dev.nordbox.appliance.argo.status.StatusFields.flag;
import static dev.nordbox.appliance.argo.status.StatusFields.key;
import static dev.nordbox.appliance.argo.status.StatusFields.maps;
import static dev.nordbox.appliance.argo.status.StatusFields.text;
import static dev.nordbox.appliance.argo.status.StatusFields.texts;

import dev.nordbox.appliance.argo.status.ApplicationStatus.Summary;
import dev.nordbox.appliance.assess.Health;
import dev.nordbox.appliance.assess.HealthStatus;
import dev.nordbox.appliance.manifest.Fields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From {@code status} of a live Application to its values. */
public final class StatusReader {

    private static final Set<String> KNOWN =
            Set.of(
                    "sync",
                    "health",
                    "resources",
                    "resourceHealthSource",
                    "operationState",
                    "history",
                    "conditions",
                    "summary",
                    "reconciledAt",
                    "sourceType",
                    "sourceTypes",
                    "controllerNamespace");

    private StatusReader() {}

    /**
     * Never throws: what makes no sense is as if it were not there.
     *
     * @param status the Application's {@code status}; empty when it has none
     */
    public static ApplicationStatus read(Map<String, Object> status) {
        return new ApplicationStatus(
                sync(Fields.map(status, "sync")),
                health(Fields.map(status, "health")),
                maps(status, "resources").stream().map(StatusReader::resource).toList(),
                OperationStateReader.read(Fields.map(status, "operationState")),
                maps(status, "history").stream().map(StatusReader::history).toList(),
                conditions(status),
                summary(Fields.map(status, "summary")),
                Fields.time(status, "reconciledAt"),
                text(status, "sourceType"),
                texts(status, "sourceTypes"),
                text(status, "controllerNamespace"),
                others(status));
    }

    private static Optional<SyncStatus> sync(Map<String, Object> sync) {
        return SyncStatusCode.of(text(sync, "status"))
                .map(
                        code ->
                                new SyncStatus(
                                        code,
                                        comparedTo(Fields.map(sync, "comparedTo")),
                                        text(sync, "revision"),
                                        texts(sync, "revisions")));
    }

    private static ComparedTo comparedTo(Map<String, Object> comparedTo) {
        return new ComparedTo(
                Fields.map(comparedTo, "source"),
                Fields.list(comparedTo, "sources"),
                Fields.map(comparedTo, "destination"),
                Fields.list(comparedTo, "ignoreDifferences"));
    }

    private static Optional<HealthSummary> health(Map<String, Object> health) {
        return healthOf(health)
                .map(value -> new HealthSummary(value, Fields.time(health, "lastTransitionTime")));
    }

    private static Optional<Health> healthOf(Map<String, Object> health) {
        return HealthStatus.of(text(health, "status"))
                .map(status -> new Health(status, text(health, "message")));
    }

    private static ResourceStatus resource(Map<String, Object> resource) {
        return new ResourceStatus(
                key(resource),
                text(resource, "version"),
                SyncStatusCode.of(text(resource, "status")),
                healthOf(Fields.map(resource, "health")),
                flag(resource, "hook"),
                flag(resource, "requiresPruning"),
                flag(resource, "requiresDeletionConfirmation"),
                Fields.number(resource, "syncWave"));
    }

    private static HistoryEntry history(Map<String, Object> entry) {
        return new HistoryEntry(
                Fields.number(entry, "id"),
                StatusFields.origin(entry),
                Fields.time(entry, "deployStartedAt"),
                Fields.time(entry, "deployedAt").orElse(Instant.EPOCH),
                StatusFields.initiator(Fields.map(entry, "initiatedBy")));
    }

    private static Conditions conditions(Map<String, Object> status) {
        List<Condition> read =
                maps(status, "conditions").stream()
                        .flatMap(condition -> condition(condition).stream())
                        .toList();
        return new Conditions(read);
    }

    private static Optional<Condition> condition(Map<String, Object> condition) {
        return ConditionType.of(text(condition, "type"))
                .map(
                        type ->
                                new Condition(
                                        type,
                                        text(condition, "message"),
                                        Fields.time(condition, "lastTransitionTime")));
    }

    private static Summary summary(Map<String, Object> summary) {
        return new Summary(
                texts(summary, "externalURLs"),
                texts(summary, "images"),
                flag(summary, "isAppOfApps"));
    }

    private static Map<String, Object> others(Map<String, Object> status) {
        Map<String, Object> others = new LinkedHashMap<>(status);
        others.keySet().removeAll(KNOWN);
        return others;
    }
}
