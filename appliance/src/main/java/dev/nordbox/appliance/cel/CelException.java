package dev.nordbox.appliance.cel;

/** An expression that cannot be used; the message has nothing of the object. */
public final class CelException extends Exception {
    private static final long serialVersionUID = 1L;

    CelException(String why) {
        super(why);
    }
}
