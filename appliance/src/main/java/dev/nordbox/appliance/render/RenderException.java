package dev.nordbox.appliance.render;

/** The repository's content cannot be rendered: the message says which file, line and field. */
public class RenderException extends Exception {
    private static final long serialVersionUID = 1L;

    public RenderException(String message) {
        super(message);
    }

    public RenderException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same problem, told from further out: {@code prefix: message}. */
    public RenderException prefixed(String prefix) {
        return new RenderException(prefix + ": " + getMessage(), this);
    }
}
