package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.Flags;
import dev.nordbox.installer.output.Surroundings;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which kubeconfig has the box' context, and under which name. */
class ContextOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "default: the first file of KUBECONFIG, else ~/.kube/config")
    @Nullable Path kubeconfig;

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
}
