package dev.nordbox.appliance.argo.status;

import java.util.Map;

/** From {@code status} of a live Application to its values. */
public final class StatusReader {

    private StatusReader() {}

    /**
     * Never throws: what makes no sense is as if it were not there.
     *
     * @param status the Application's {@code status}; empty when it has none
     */
    public static ApplicationStatus read(Map<String, Object> status) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
