package dev.nordbox.installer.artifact;

import dev.nordbox.installer.file.Reason;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** The jar that is running: what goes onto the box is what installs it. */
public final class OwnJar {
    private OwnJar() {}

    /**
     * @throws ArtifactException when nordbox runs from class files
     */
    public static Artifact find() throws ArtifactException {
        CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = Path.of(source.getLocation().toURI());
            if (!Files.isRegularFile(jar)) {
                throw new ArtifactException(
                        "nordbox does not run from its jar, so there is nothing to upload",
                        jar.toString(),
                        "build it and run `java -jar bootstrap.jar`");
            }
            return of(jar);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("code source is no file: " + source, e);
        }
    }

    /** For a jar that is not the running one, as tests use. */
    public static Artifact of(Path jar) throws ArtifactException {
        try {
            return Artifact.of("bootstrap.jar", jar);
        } catch (IOException e) {
            throw new ArtifactException(
                    "cannot be read: " + Reason.of(e), jar.toString(), "check the file", e);
        }
    }
}
