package dev.nordbox.appliance;

import dev.nordbox.appliance.config.ClusterAccess;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.config.ControllerConfig.Cache;
import dev.nordbox.appliance.config.ControllerConfig.Repo;
import dev.nordbox.appliance.config.ControllerConfig.Sealing;
import dev.nordbox.appliance.git.GitUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A controller for a test: all that is its own lies in one directory, and it makes no new keys. */
final class TrialConfig {

    private TrialConfig() {}

    static ControllerConfig of(
            String url, Duration pollInterval, List<ClusterAccess> clusters, Path directory) {
        return new ControllerConfig(
                new Repo(
                        GitUrl.parse(url),
                        "main",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        pollInterval),
                clusters,
                directory.resolve("state"),
                Optional.of(directory.resolve("run.sock")),
                false,
                Cache.STANDARD,
                Optional.empty(),
                new Sealing(Duration.ZERO, Optional.empty(), 0, false),
                Optional.empty());
    }
}
