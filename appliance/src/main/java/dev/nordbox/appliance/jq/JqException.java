package dev.nordbox.appliance.jq;

/** A path that cannot be used; the message begins with the path and has nothing of the object. */
public final class JqException extends Exception {
    private static final long serialVersionUID = 1L;

    JqException(String path, String why) {
        super("'" + path + "' " + why);
    }
}
