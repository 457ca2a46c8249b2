package dev.nordbox.installer.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of its clusters a controller is asked about. */
final class ClusterOption {
    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description =
                    "of a controller that has several: the cluster, as its --kubeconfig NAME=FILE"
                            + " calls it")
    @Nullable String cluster;

    /** Empty: the only one. */
    Optional<String> name() {
        return Optional.ofNullable(cluster);
    }
}
