package dev.nordbox.appliance.render.yaml;

import dev.nordbox.appliance.render.RenderException;

/** A map, list or scalar stands where something else is needed. */
public final class WrongNodeKind extends RenderException {
    private static final long serialVersionUID = 1L;

    private final boolean scalar;

    WrongNodeKind(Node node, String message) {
        this(node.isScalar(), message);
    }

    private WrongNodeKind(boolean scalar, String message) {
        super(message);
        this.scalar = scalar;
    }

    /** Whether a scalar was found where a map or list is needed. */
    public boolean isScalar() {
        return scalar;
    }

    @Override
    public RenderException prefixed(String prefix) {
        return new WrongNodeKind(scalar, prefix + ": " + getMessage());
    }
}
