package dev.nordbox.installer.artifact;

import dev.nordbox.installer.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything large that {@code up} may have to upload.
 *
 * @param images the airgap image archive; without it the box pulls from registries
 * @param javaRuntime a runtime archive that a person brought, which goes before the host's own Java
 * @param bootstrapJar this program itself, which is the controller on the box
 * @param ownImages archives of further images, as a person named them
 * @param warnings what is not brought though it exists, and why
 */
public record Artifacts(
        Artifact k3s,
        Optional<Artifact> images,
        Optional<Artifact> javaRuntime,
        Artifact bootstrapJar,
        List<Artifact> ownImages,
        List<Problem> warnings) {

    public Artifacts {
        ownImages = List.copyOf(ownImages);
        warnings = List.copyOf(warnings);
    }

    /** With k3s' own images alone. */
    public Artifacts(
            Artifact k3s,
            Optional<Artifact> images,
            Optional<Artifact> javaRuntime,
            Artifact bootstrapJar,
            List<Problem> warnings) {
        this(k3s, images, javaRuntime, bootstrapJar, List.of(), warnings);
    }

    /** The same with another k3s. */
    public Artifacts with(Artifact otherK3s) {
        return new Artifacts(otherK3s, images, javaRuntime, bootstrapJar, ownImages, warnings);
    }

    /** For runs that upload nothing, as {@code down}. */
    public static Artifacts none() {
        Artifact nothing = new Artifact("nothing", Path.of(""), "", 0);
        return new Artifacts(nothing, Optional.empty(), Optional.empty(), nothing, List.of());
    }
}
