package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.Requests;
import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.HealthSummary;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.StatusReader;
import dev.nordbox.appliance.argo.status.StatusWriter;
import dev.nordbox.appliance.argo.status.SyncStatus;
import dev.nordbox.appliance.assess.HealthStatus;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.manifest.Fields;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applications as JSON objects, from what is known without asking anybody. */
final class ApplicationDocuments {

    private final LiveCache cache;
    private final Applications applications;
    private final OwnApplications own;

    ApplicationDocuments(LiveCache cache, Applications applications, OwnApplications own) {
        this.cache = cache;
        this.applications = applications;
        this.own = own;
    }

    /** A line for each, by name. */
    List<Object> lines() {
        return cache.objects(Application.KIND).stream()
                .filter(object -> own.isOwn(AppKey.of(object.key())))
                .sorted(Comparator.comparing(object -> AppKey.of(object.key()).id()))
                .<Object>map(this::line)
                .toList();
    }

    private Map<String, Object> line(LiveObject object) {
        Map<String, Object> content = object.content();
        ApplicationStatus status = status(object);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", AppKey.of(object.key()).id());
        line.put("project", Fields.text(content, "spec", "project").orElse("default"));
        line.put("sync", status.sync().map(sync -> sync.status().toString()).orElse("Unknown"));
        line.put("health", health(status));
        line.put("revision", status.sync().map(SyncStatus::commits).orElse(""));
        status.operationState().ifPresent(operation -> line.put("operation", brief(operation)));
        Fields.text(content, "metadata", "annotations", Requests.HOLD)
                .ifPresent(why -> line.put("held", why));
        line.put("conditions", status.conditions().all().size());
        line.put("createdAt", Fields.text(content, "metadata", "creationTimestamp").orElse(""));
        return line;
    }

    private static String health(ApplicationStatus status) {
        return status.health()
                .map(HealthSummary::health)
                .map(health -> health.status().toString())
                .orElse(HealthStatus.UNKNOWN.toString());
    }

    private static Map<String, Object> brief(OperationState operation) {
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("phase", operation.phase().toString());
        brief.put("startedAt", operation.startedAt().toString());
        operation.finishedAt().ifPresent(at -> brief.put("finishedAt", at.toString()));
        operation
                .operation()
                .sync()
                .filter(sync -> sync.dryRun())
                .ifPresent(sync -> brief.put("dryRun", true));
        return brief;
    }

    /** The whole Application in Argo CD's own form, with the status as it is now. */
    Map<String, Object> whole(LiveObject object) {
        Map<String, Object> content = new LinkedHashMap<>(object.content());
        content.put("status", StatusWriter.write(status(object)));
        Map<String, Object> reasons = new LinkedHashMap<>();
        applications
                .known(AppKey.of(object.key()))
                .flatMap(state -> state.level)
                .ifPresent(
                        level ->
                                level.leftovers()
                                        .forEach(
                                                left ->
                                                        reasons.put(
                                                                left.key().toString(),
                                                                left.reason())));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("application", Redaction.of(content)); // the status has the sources again
        document.put("leftovers", reasons);
        return document;
    }

    /** As it would be written now; as it was written, while nobody has looked yet. */
    ApplicationStatus status(LiveObject object) {
        Optional<AppState> known = applications.known(AppKey.of(object.key()));
        return known.map(state -> state.reported)
                .orElseGet(() -> StatusReader.read(Fields.map(object.content(), "status")));
    }
}
