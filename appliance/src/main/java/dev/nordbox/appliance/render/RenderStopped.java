package dev.nordbox.appliance.render;

/**
 * A render that was given up: it costs more than its budget, or its thread was interrupted. No
 * other way of reading the same text is tried after it.
 */
public final class RenderStopped extends RenderException {
    private static final long serialVersionUID = 1L;

    public RenderStopped(String message) {
        super(message);
    }

    public RenderStopped(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public RenderException prefixed(String prefix) {
        return this;
    }
}
