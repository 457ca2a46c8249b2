package dev.nordbox.appliance.git;

/** The repository could not be asked, fetched or read: what, where, and what to do now. */
public final class GitException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong, for those who decide; people read the message. */
    public enum Reason {
        HOST_UNKNOWN,
        HOST_UNREACHABLE,
        HOST_KEY_REFUSED,
        LOGIN_REFUSED,
        REPOSITORY_NOT_FOUND,
        /** The host sends us on, to where we do not go. */
        MOVED,
        REVISION_NOT_FOUND,
        REVISION_AMBIGUOUS,
        TIMED_OUT,
        /** The connection broke, or the other side answered what Git does not. */
        CONNECTION_LOST,
        /** There is no room for it on this machine. */
        TOO_LARGE,
        /** A key, credentials or known_hosts file of ours is missing or unusable. */
        SETUP,
        /** The mirror on this machine cannot be written or read. */
        MIRROR
    }

    private final Reason reason;
    private final String remedy;

    /**
     * @param what one sentence, without secrets
     * @param remedy what the operator does now
     */
    public GitException(Reason reason, String what, String remedy) {
        super(what);
        this.reason = reason;
        this.remedy = remedy;
    }

    public GitException(Reason reason, String what, String remedy, Throwable cause) {
        super(what, cause);
        this.reason = reason;
        this.remedy = remedy;
    }

    public Reason reason() {
        return reason;
    }

    public String remedy() {
        return remedy;
    }
}
