package dev.nordbox.appliance.render.kustomize.jsonpatch;

import dev.nordbox.appliance.render.RenderException;

/** A text that is no patch, or a patch that does not apply. The wording is the original's. */
public final class JsonPatchException extends RenderException {
    private static final long serialVersionUID = 1L;

    JsonPatchException(String message) {
        super(message);
    }
}
