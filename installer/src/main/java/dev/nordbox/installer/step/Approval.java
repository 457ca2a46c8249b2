package dev.nordbox.installer.step;

import dev.nordbox.installer.facts.HostFacts;
import java.util.List;

/**
 * Somebody's word on what may be done. Asked when a run begins, and once more when the host is its
 * own.
 */
@FunctionalInterface
public interface Approval {

    /**
     * @param host as {@code Host.name} says
     * @param planned all that the steps would do on these facts
     * @throws NotApproved when that is not what was approved
     */
    void of(String host, HostFacts facts, List<PlannedChange> planned) throws NotApproved;
}
