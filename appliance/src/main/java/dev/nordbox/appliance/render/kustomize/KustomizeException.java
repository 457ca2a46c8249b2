package dev.nordbox.appliance.render.kustomize;

import dev.nordbox.appliance.render.RenderException;
import java.util.ArrayList;
import java.util.List;

/**
 * A kustomization that cannot be built. The message is what {@code kustomize build} prints behind
 * {@code Error: }.
 */
public final class KustomizeException extends RenderException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> warnings;

    KustomizeException(String message, Throwable cause, List<String> warnings) {
        super(message, cause);
        this.warnings = new ArrayList<>(warnings);
    }

    /** What the author should hear of what was read before the build ended. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
