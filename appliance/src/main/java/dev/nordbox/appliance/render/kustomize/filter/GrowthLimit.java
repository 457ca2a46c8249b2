package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.TreeWeight;

/**
 * What one resource may become. Copying a resource's parts into itself doubles it each time, and a
 * few dozen lines of kustomization would fill any memory.
 */
public final class GrowthLimit {
    private static final TreeWeight LIMIT = new TreeWeight(2_000_000, 64L << 20, 1_000);

    private GrowthLimit() {}

    /**
     * @param cause what made the resource grow, for the message
     * @throws RenderStopped when the resource weighs too much, or the thread was interrupted
     */
    public static void check(Node resource, String cause) throws RenderStopped {
        if (Thread.currentThread().isInterrupted()) {
            throw new RenderStopped("the build was cancelled");
        }
        if (!TreeWeight.of(resource, LIMIT).fits(LIMIT)) {
            throw new RenderStopped(
                    "%s makes one resource larger than %d nodes, %d characters or %d levels"
                            .formatted(cause, LIMIT.nodes(), LIMIT.characters(), LIMIT.depth()));
        }
    }
}
