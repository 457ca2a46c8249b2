package dev.nordbox.appliance.cluster;

/** No answer, or one that says "later": network, timeout, 429, 5xx. Asking again may help. */
public final class ApiUnavailable extends ClusterException {
    private static final long serialVersionUID = 1L;

    public ApiUnavailable(String message) {
        super(message);
    }

    public ApiUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
