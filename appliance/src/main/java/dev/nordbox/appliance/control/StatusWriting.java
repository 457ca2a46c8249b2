package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Requests;
import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.StatusWriter;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an Application's status, and takes off it what was asked for and is done. One request, and
 * none when nothing changed.
 */
final class StatusWriting {

    private final Cluster cluster;
    private final LiveCache cache;

    StatusWriting(Cluster cluster, LiveCache cache) {
        this.cluster = cluster;
        this.cache = cache;
    }

    /** Whether the two say the same; when a look was taken is no news. */
    static boolean saySame(ApplicationStatus one, ApplicationStatus other) {
        return withoutTime(one).equals(withoutTime(other));
    }

    private static Map<String, Object> withoutTime(ApplicationStatus status) {
        Map<String, Object> content = new LinkedHashMap<>(StatusWriter.write(status));
        content.remove("reconciledAt");
        return content;
    }

    /**
     * @param operationTaken the operation that was asked for is in the status now
     * @param refreshed the refresh that was asked for has been done
     */
    void write(AppState state, ApplicationStatus status, boolean operationTaken, boolean refreshed)
            throws ClusterException {
        List<Object> operations = new ArrayList<>();
        operations.add(ObjectPatch.add("/status", StatusWriter.write(status)));
        Map<String, Object> content = state.object.content();
        if (operationTaken && content.containsKey("operation")) {
            operations.add(ObjectPatch.test("/operation", content.get("operation")));
            operations.add(ObjectPatch.remove("/operation"));
        }
        if (refreshed) {
            removeRefresh(content, operations);
        }
        state.finalizersDue.ifPresent(due -> putFinalizers(content, due, operations));
        try {
            cache.wrote(cluster.patch(state.key.resource(), ObjectPatch.json(operations)));
        } catch (ApiRefused e) {
            if (!e.notFound()) {
                throw e;
            }
        }
    }

    private static void putFinalizers(
            Map<String, Object> content, List<String> due, List<Object> operations) {
        List<Object> present = Fields.list(content, "metadata", "finalizers");
        if (present.isEmpty()) {
            operations.add(ObjectPatch.add("/metadata/finalizers", due));
        } else {
            operations.add(ObjectPatch.test("/metadata/finalizers", present));
            operations.add(ObjectPatch.replace("/metadata/finalizers", due));
        }
    }

    /** Only the request that was done: one that came meanwhile carries another time. */
    private static void removeRefresh(Map<String, Object> content, List<Object> operations) {
        for (String name : List.of(Requests.REFRESH, Requests.REFRESH_TIMESTAMP)) {
            Fields.text(content, "metadata", "annotations", name)
                    .ifPresent(
                            value -> {
                                String path = "/metadata/annotations/" + name.replace("/", "~1");
                                operations.add(ObjectPatch.test(path, value));
                                operations.add(ObjectPatch.remove(path));
                            });
        }
    }
}
