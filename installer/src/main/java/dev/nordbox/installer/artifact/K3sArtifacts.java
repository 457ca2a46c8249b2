package dev.nordbox.installer.artifact;

import dev.nordbox.installer.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * One k3s, verified and for the box's processor.
 *
 * @param images the container images of its own components; without them the box pulls from a
 *     registry
 * @param warnings what is not brought though it exists, and why
 */
public record K3sArtifacts(Artifact binary, Optional<Artifact> images, List<Problem> warnings) {

    public K3sArtifacts {
        warnings = List.copyOf(warnings);
    }
}
