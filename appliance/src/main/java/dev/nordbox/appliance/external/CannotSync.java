package dev.nordbox.appliance.external;

/**
 * Why a Secret is not as it shall be. The message carries no value.
 *
 * <p>{@link #summary()} is what External Secrets says in the condition; the message is the cause.
 */
public final class CannotSync extends Exception {
    private static final long serialVersionUID = 1L;

    private final String summary;
    private final boolean again;

    private CannotSync(String summary, String message, boolean again) {
        super(message);
        this.summary = summary;
        this.again = again;
    }

    /** The store does not give what is asked for. */
    public static CannotSync data(String message) {
        return new CannotSync("could not get secret data from provider", message, true);
    }

    /** The Secret cannot be written so; the same attempt may do better later. */
    public static CannotSync update(String message) {
        return new CannotSync("could not update secret", message, true);
    }

    /** A person has to change something first. */
    static CannotSync forGood(String summary, String message) {
        return new CannotSync(summary, message, false);
    }

    public String summary() {
        return summary;
    }

    public boolean again() {
        return again;
    }
}
