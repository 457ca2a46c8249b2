package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.Flags;
import dev.nordbox.installer.kubeconfig.KubeconfigFile;
import dev.nordbox.installer.output.Surroundings;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which kubeconfig gets the box's context, and under which name. */
final class KubeconfigOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "default: the first file of KUBECONFIG, else ~/.kube/config")
    @Nullable Path kubeconfig;

    @Option(
            names = "--force",
            description = "replaces an entry of that name that somebody else wrote")
    boolean force;

    @Option(
            names = {"--name", "--context"},
            paramLabel = "NAME",
            description = "context in the kubeconfig; default: the address")
    @Nullable String name;

    Flags addTo(Flags flags) {
        return flags.with("name", "--name", Optional.ofNullable(name));
    }

    Path file(Surroundings around) {
        if (kubeconfig != null) {
            return kubeconfig;
        }
        String listed = around.environment().getOrDefault("KUBECONFIG", "");
        return Arrays.stream(listed.split(File.pathSeparator))
                .filter(path -> !path.isBlank())
                .findFirst()
                .map(Path::of)
                .orElse(around.home().resolve(".kube/config"));
    }

    KubeconfigFile.Foreign foreign() {
        return force ? KubeconfigFile.Foreign.REPLACE : KubeconfigFile.Foreign.REFUSE;
    }
}
