package dev.nordbox.installer.artifact;

import java.util.Optional;

/**
 * One k3s, verified and for the box's processor.
 *
 * @param images the container images of its own components; without them the box pulls from a
 *     registry
 */
public record K3sArtifacts(Artifact binary, Optional<Artifact> images) {}
