package dev.nordbox.installer.render;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.load.RemoteResources;
import dev.nordbox.appliance.render.kustomize.load.RepoSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The directory that is rendered; what is none is refused by the name it was given. */
final class RenderTarget {
    private static final String REFUSED = "must build at directory: ";

    private RenderTarget() {}

    /**
     * The real path of a directory.
     *
     * @throws RenderException with the original's words when it is no directory
     */
    static Path directory(String typed) throws RenderException, IOException {
        if (typed.isEmpty()) {
            throw new RenderException(REFUSED + "directory path cannot be empty");
        }
        Path path = Path.of(typed);
        if (Files.isDirectory(path)) {
            return path.toRealPath();
        }
        Optional<RepoSpec> elsewhere = RepoSpec.parse(typed);
        if (elsewhere.isPresent()) {
            throw RemoteResources.refused(typed);
        }
        if (Files.exists(path)) {
            throw new RenderException(REFUSED + "'" + typed + "': file is not directory");
        }
        throw new RenderException(
                "%snot a valid directory: evalsymlink failure on '%s' : lstat %s: no such file or directory"
                        .formatted(
                                REFUSED, typed, firstMissing(path.toAbsolutePath().normalize())));
    }

    private static Path firstMissing(Path path) {
        Path missing = path;
        while (missing.getParent() != null && !Files.exists(missing.getParent())) {
            missing = missing.getParent();
        }
        return missing;
    }
}
