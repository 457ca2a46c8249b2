package dev.nordbox.appliance.render.kustomize.load;

import dev.nordbox.appliance.render.RenderException;

/** Something that would have to be fetched, and may not be. */
public final class RemoteRefused extends RenderException {
    private static final long serialVersionUID = 1L;

    RemoteRefused(String message) {
        super(message);
    }
}
