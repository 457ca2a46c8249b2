package dev.nordbox.appliance.status;

import java.util.Optional;

/**
 * What the render cache has spared since the start.
 *
 * @param store where renders are kept: {@link #REDIS}, or {@link #MEMORY} alone
 * @param made how often something was rendered
 * @param recalled how often a render of before a restart still held
 * @param problem why none can be kept beyond the process at present; costs time only
 */
public record RenderStatus(String store, long made, long recalled, Optional<String> problem) {

    public static final String REDIS = "Redis";
    public static final String MEMORY = "memory";
}
