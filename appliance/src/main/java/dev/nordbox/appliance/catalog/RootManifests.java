package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.cache.Recall;
import java.util.List;

/**
 * The objects of the root Application: what the repository holds, seen from where the controller
 * was told to start.
 *
 * @param manifests incomplete while there are problems
 * @param problems what could not be read or is not honoured, each with its file; while there are
 *     some, an object that is missing among the manifests may still be wanted
 * @param recall with how much belief in memory they were found
 */
public record RootManifests(List<Manifest> manifests, List<String> problems, Recall recall) {

    public RootManifests {
        manifests = List.copyOf(manifests);
        problems = List.copyOf(problems);
    }

    /** Asked with that little belief in memory, and memory had no part in it. */
    static RootManifests unknown(String problem, Recall recall) {
        return new RootManifests(List.of(), List.of(problem), recall);
    }
}
