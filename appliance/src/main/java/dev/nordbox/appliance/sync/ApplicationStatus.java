package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.health.HealthStatus;
import java.util.List;

/**
 * How one application stands.
 *
 * @param health the worst of its objects
 * @param conditions empty when all is well
 */
public record ApplicationStatus(
        String name,
        SyncStatus sync,
        HealthStatus health,
        List<Condition> conditions,
        List<ResourceStatus> resources) {

    public ApplicationStatus {
        conditions = List.copyOf(conditions);
        resources = List.copyOf(resources);
    }

    /** Synced, and neither Degraded nor Progressing nor Missing. */
    public boolean converged() {
        return sync == SyncStatus.SYNCED
                && (health == HealthStatus.HEALTHY || health == HealthStatus.SUSPENDED);
    }
}
