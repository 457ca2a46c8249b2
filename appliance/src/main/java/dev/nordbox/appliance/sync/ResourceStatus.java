package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.health.Health;
import dev.nordbox.appliance.manifest.ResourceKey;

/**
 * How one object of an application stands.
 *
 * @param requiresPruning it left the repository and is still there
 */
public record ResourceStatus(
        ResourceKey key, SyncStatus sync, Health health, boolean requiresPruning) {}
