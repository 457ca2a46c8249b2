package dev.nordbox.appliance.argo.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the controller says of an Application. Times are written to the second.
 *
 * @param sync empty before the first comparison
 * @param health empty before the first comparison
 * @param resources the Application's objects, wanted or live
 * @param operationState the sync that runs or ran last
 * @param history syncs that succeeded, the oldest first
 * @param reconciledAt the last full look
 * @param sourceType {@code Directory}, {@code Kustomize}…; {@code ""} before the first rendering
 * @param sourceTypes the same for each of several sources
 * @param controllerNamespace {@code ""} when not told
 * @param others fields of the status that are not known here, as they were read
 */
public record ApplicationStatus(
        Optional<SyncStatus> sync,
        Optional<HealthSummary> health,
        List<ResourceStatus> resources,
        Optional<OperationState> operationState,
        List<HistoryEntry> history,
        Conditions conditions,
        Summary summary,
        Optional<Instant> reconciledAt,
        String sourceType,
        List<String> sourceTypes,
        String controllerNamespace,
        Map<String, Object> others) {

    /** The status of an Application that nobody has looked at yet. */
    public static final ApplicationStatus NONE =
            new ApplicationStatus(
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    Conditions.NONE,
                    Summary.NONE,
                    Optional.empty(),
                    "",
                    List.of(),
                    "",
                    Map.of());

    public ApplicationStatus {
        resources = List.copyOf(resources);
        history = List.copyOf(history);
        sourceTypes = List.copyOf(sourceTypes);
    }

    /**
     * What the objects tell about themselves as a whole.
     *
     * @param externalUrls addresses under which the Application answers
     * @param images container images in use
     * @param appOfApps one of the objects is an Application
     */
    public record Summary(List<String> externalUrls, List<String> images, boolean appOfApps) {
        public static final Summary NONE = new Summary(List.of(), List.of(), false);

        public Summary {
            externalUrls = List.copyOf(externalUrls);
            images = List.copyOf(images);
        }
    }
}
