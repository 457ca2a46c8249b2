package dev.nordbox.appliance.render.kustomize.generate;

import dev.nordbox.appliance.render.RenderException;

/** Refuses Helm charts: rendering them needs a Helm, and builds start no processes. */
public final class HelmChartInflationGenerator {

    private HelmChartInflationGenerator() {}

    /** What the original says when it was not told to run Helm, and what we always say. */
    public static RenderException refused() {
        return new RenderException("must specify --enable-helm");
    }
}
