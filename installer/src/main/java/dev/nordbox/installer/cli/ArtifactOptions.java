package dev.nordbox.installer.cli;

import dev.nordbox.installer.artifact.JavaRuntimeArchive;
import dev.nordbox.installer.artifact.K3sSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where k3s and Java come from, when not from where they usually do. */
final class ArtifactOptions {
    @Option(
            names = "--k3s",
            paramLabel = "FILE|DIR",
            description =
                    "a k3s binary to install, or the directory that holds it; also NORDBOX_K3S")
    @Nullable Path k3s;

    @Option(
            names = "--java-runtime",
            paramLabel = "FILE",
            description = "tar.gz of a Java 17 runtime for the box; also NORDBOX_JRE")
    @Nullable Path javaRuntime;

    /** The environment as artifacts read it, with the flags in place of its variables. */
    Map<String, String> over(Map<String, String> environment) {
        Map<String, String> over = new HashMap<>(environment);
        if (k3s != null) {
            over.put(K3sSource.GIVEN, k3s.toString());
        }
        if (javaRuntime != null) {
            over.put(JavaRuntimeArchive.GIVEN, javaRuntime.toString());
        }
        return over;
    }
}
