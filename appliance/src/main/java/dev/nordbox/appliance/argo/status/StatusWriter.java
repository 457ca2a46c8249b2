package dev.nordbox.appliance.argo.status;

import java.util.Map;

/** From values to {@code status} of an Application, in Argo CD's own names and order. */
public final class StatusWriter {

    private StatusWriter() {}

    public static Map<String, Object> write(ApplicationStatus status) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
