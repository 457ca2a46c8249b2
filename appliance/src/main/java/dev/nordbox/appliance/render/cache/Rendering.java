package dev.nordbox.appliance.render.cache;

import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;

/**
 * What a directory came to.
 *
 * @param recall with how much belief in memory
 */
public record Rendering(List<Manifest> manifests, Recall recall) {

    public Rendering {
        manifests = List.copyOf(manifests);
    }
}
