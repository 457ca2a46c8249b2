package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;

/** Tells failures that lead on to a second way from those that end the build. */
final class Stopped {
    private Stopped() {}

    /** The value to go on with, unless the build is over budget or cancelled. */
    static <T> T orElse(RenderException failure, T value) throws RenderStopped {
        if (failure instanceof RenderStopped stopped) {
            throw stopped;
        }
        return value;
    }
}
