package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.HookType;
import dev.nordbox.appliance.argo.SyncPhase;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Optional;

/**
 * What a sync did to one object, or what became of one hook.
 *
 * @param version of its API, without the group
 * @param status empty until something was done
 * @param hookType empty for what is no hook
 * @param hookPhase how a hook goes; for another object, how its own work goes
 * @param images container images in it
 */
public record ResourceResult(
        ResourceKey key,
        String version,
        Optional<ResultCode> status,
        String message,
        Optional<HookType> hookType,
        Optional<OperationPhase> hookPhase,
        Optional<SyncPhase> syncPhase,
        List<String> images) {
    public ResourceResult {
        images = List.copyOf(images);
    }
}
