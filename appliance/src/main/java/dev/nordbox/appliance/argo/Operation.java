package dev.nordbox.appliance.argo;

import java.util.List;
import java.util.Optional;

/**
 * A sync that is asked for: the Application's top-level {@code operation}, and what {@code
 * status.operationState} works on.
 *
 * @param sync empty: an operation that asks for nothing
 * @param retry {@link Retry#NEVER} when none is given
 */
public record Operation(
        Optional<SyncRequest> sync, Initiator initiatedBy, List<Info> info, Retry retry) {

    public Operation {
        info = List.copyOf(info);
    }

    /**
     * Who asked.
     *
     * @param username {@code ""} when not known
     * @param automated the controller did
     */
    public record Initiator(String username, boolean automated) {
        public static final Initiator AUTOMATED = new Initiator("", true);
        public static final Initiator UNKNOWN = new Initiator("", false);
    }
}
