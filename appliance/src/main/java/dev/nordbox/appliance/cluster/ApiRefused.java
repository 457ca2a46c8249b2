package dev.nordbox.appliance.cluster;

import java.util.List;

/** The API server understood the request and said no. Asking the same again gives the same. */
public final class ApiRefused extends ClusterException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;
    private final transient List<String> fields;

    /**
     * @param code HTTP status
     * @param reason Kubernetes' word for it: {@code Invalid}, {@code Forbidden}, {@code NotFound}
     *     ...
     * @param message the server's own sentence
     */
    public ApiRefused(int code, String reason, String message) {
        this(code, reason, message, List.of());
    }

    /**
     * @param fields what it is about, each with the server's word for what is wrong with it; no
     *     values
     */
    ApiRefused(int code, String reason, String message, List<String> fields) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.fields = List.copyOf(fields);
    }

    List<String> fields() {
        return fields;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    public boolean notFound() {
        return code == 404;
    }

    /** A precondition failed, here: the object is not the one that was meant. */
    public boolean conflict() {
        return code == 409;
    }
}
