package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.assess.Health;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Optional;

/**
 * One object of an Application.
 *
 * @param version of its API, without the group
 * @param status empty for a hook, which is not compared
 * @param health Argo CD 3 leaves it out unless configured otherwise
 * @param requiresPruning it left the repository and is still there
 * @param requiresDeletionConfirmation {@code Prune=confirm} or {@code Delete=confirm} counts for it
 */
public record ResourceStatus(
        ResourceKey key,
        String version,
        Optional<SyncStatusCode> status,
        Optional<Health> health,
        boolean hook,
        boolean requiresPruning,
        boolean requiresDeletionConfirmation,
        long syncWave) {}
