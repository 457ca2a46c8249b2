package dev.nordbox.appliance.render.yaml;

import dev.nordbox.appliance.render.RenderException;

/** A text that is not YAML, costs more than its budget, or a tree that cannot be written. */
public class YamlException extends RenderException {
    private static final long serialVersionUID = 1L;

    public YamlException(String message) {
        super(message);
    }

    public YamlException(String message, Throwable cause) {
        super(message, cause);
    }
}
