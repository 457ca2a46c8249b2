package dev.nordbox.appliance.external;

/** The store has no such secret: what that means, the deletion policy says. */
public final class NoSuchSecret extends Exception {
    private static final long serialVersionUID = 1L;

    public NoSuchSecret() {
        super("Secret does not exist");
    }
}
