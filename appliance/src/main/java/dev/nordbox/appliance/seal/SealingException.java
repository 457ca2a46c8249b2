package dev.nordbox.appliance.seal;

/** A key, a certificate or a Secret that cannot be used. The message never quotes a value. */
public final class SealingException extends Exception {
    private static final long serialVersionUID = 1L;

    public SealingException(String message) {
        super(message);
    }
}
