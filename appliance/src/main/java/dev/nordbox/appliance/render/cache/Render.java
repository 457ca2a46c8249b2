package dev.nordbox.appliance.render.cache;

import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Set;

/**
 * What a directory came to, and what that rests on.
 *
 * @param files whose content was read
 */
record Render(Reads reads, Set<String> files, List<Manifest> manifests) {

    Render {
        files = Set.copyOf(files);
        manifests = List.copyOf(manifests);
    }
}
