package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.kustomize.resource.Selector;
import java.util.Optional;

/**
 * An entry of {@code patches} or {@code patchesJson6902}.
 *
 * @param path file that holds the patch, {@code ""} when it is inline
 * @param patch the inline text
 */
public record Patch(
        String path, String patch, Optional<Selector> target, Optional<PatchArgs> options) {}
