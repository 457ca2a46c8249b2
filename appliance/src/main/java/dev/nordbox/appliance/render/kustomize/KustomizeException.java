package dev.nordbox.appliance.render.kustomize;

import dev.nordbox.appliance.render.RenderException;

/**
 * A kustomization that cannot be built. The message is what {@code kustomize build} prints behind
 * {@code Error: }.
 */
public final class KustomizeException extends RenderException {
    private static final long serialVersionUID = 1L;

    KustomizeException(String message, Throwable cause) {
        super(message, cause);
    }
}
