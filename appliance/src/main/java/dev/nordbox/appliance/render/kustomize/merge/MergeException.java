package dev.nordbox.appliance.render.kustomize.merge;

import dev.nordbox.appliance.render.RenderException;

/** A patch that does not fit the resource it is for. The wording is the original's. */
public final class MergeException extends RenderException {
    private static final long serialVersionUID = 1L;

    public MergeException(String message) {
        super(message);
    }
}
