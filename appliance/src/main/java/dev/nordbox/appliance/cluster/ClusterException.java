package dev.nordbox.appliance.cluster;

/** A request to the cluster did not do what it asked. The message carries no object content. */
public abstract sealed class ClusterException extends Exception permits ApiRefused, ApiUnavailable {
    private static final long serialVersionUID = 1L;

    ClusterException(String message) {
        super(message);
    }

    ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
