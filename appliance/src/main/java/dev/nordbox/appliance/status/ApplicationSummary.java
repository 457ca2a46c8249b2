package dev.nordbox.appliance.status;

import java.util.List;

/**
 * How one application stands, for people and scripts. Words are Argo CD's.
 *
 * @param conditions empty when all is well
 * @param objects how many it has
 * @param attention objects that are not as they should be
 * @param settled nothing is under way but the wait for another attempt
 * @param retries attempts of the last sync after the first one
 * @param gaveUp the last sync is over and has failed: what is tried again is tried much later
 * @param refused the API server does not take one of its objects
 * @param underWay what its running sync is at; empty when none runs
 */
public record ApplicationSummary(
        String name,
        String sync,
        String health,
        List<Condition> conditions,
        int objects,
        List<ObjectSummary> attention,
        boolean settled,
        long retries,
        boolean gaveUp,
        boolean refused,
        String underWay) {

    /** Something is wrong with the application as a whole. */
    public record Condition(String type, String message) {

        /** Nobody but a person changes it: what differs is not set back, or not deleted. */
        public static final String MANUAL_SYNC = "ManualSyncWarning";
    }

    /** One object that needs a look. */
    public record ObjectSummary(
            String group,
            String kind,
            String namespace,
            String name,
            String sync,
            String health,
            String message,
            boolean requiresPruning) {}

    public ApplicationSummary {
        conditions = List.copyOf(conditions);
        attention = List.copyOf(attention);
    }

    /** Synced, and neither Degraded nor Progressing nor Missing. */
    public boolean converged() {
        return sync.equals("Synced")
                && (health.equals("Healthy") || health.equals("Suspended"))
                && settled;
    }
}
