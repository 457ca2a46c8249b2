package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;

/**
 * The objects of the root Application: what the repository holds, seen from where the controller
 * was told to start.
 *
 * @param manifests incomplete while there are problems
 * @param mode what the manifests are
 * @param problems what could not be read or is not honoured, each with its file; while there are
 *     some, an object that is missing among the manifests may still be wanted
 */
public record RootManifests(List<Manifest> manifests, Mode mode, List<String> problems) {

    /** How the repository was read. */
    public enum Mode {
        /** Its Applications and AppProjects, wherever they are; other files belong to those. */
        APPLICATIONS,
        /** One directory, or the whole repository, as one application: every object counts. */
        ONE
    }

    public RootManifests {
        manifests = List.copyOf(manifests);
        problems = List.copyOf(problems);
    }

    /** Nothing is missing among the manifests. */
    public boolean complete() {
        return problems.isEmpty();
    }
}
