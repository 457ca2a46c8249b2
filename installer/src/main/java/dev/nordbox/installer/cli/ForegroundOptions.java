package dev.nordbox.installer.cli;

import dev.nordbox.appliance.config.ClusterAccess;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.installer.output.Surroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A controller without a box: in the foreground, against any cluster. */
final class ForegroundOptions {
    @Option(names = "--repo", paramLabel = "URL", description = "Git repository")
    @Nullable String repo;

    @Option(
            names = "--kubeconfig",
            paramLabel = "[NAME=]FILE",
            description =
                    "its current context is used; NAME=FILE for each of several clusters, which"
                            + " spec.destination names, the first being in-cluster, too")
    List<String> kubeconfigs = List.of();

    @Option(names = "--path", paramLabel = "DIR", description = "directory in the repository")
    String path = "";

    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            defaultValue = "HEAD",
            description = "branch, tag or commit; default: ${DEFAULT-VALUE}")
    String revision = "HEAD";

    @Option(
            names = {"-i", "--identity"},
            paramLabel = "FILE",
            description = "private key for SSH; default: ~/.ssh/id_ed25519")
    @Nullable Path identity;

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = "host keys of Git servers; default: ~/.ssh/known_hosts")
    @Nullable Path knownHosts;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "for an https repository: a file with the lines username= and password=")
    @Nullable Path credentials;

    @Option(
            names = "--adopt",
            description = "takes the Applications of an Argo CD over that runs in the cluster")
    boolean adopt;

    boolean given() {
        return repo != null;
    }

    /**
     * Empty when repository or kubeconfig is missing.
     *
     * @param socket where the status is served; empty: nowhere
     * @throws IllegalArgumentException when the URL is none, or clusters cannot be told apart
     */
    Optional<ControllerConfig> configuration(Surroundings around, Optional<Path> socket) {
        if (repo == null || kubeconfigs.isEmpty()) {
            return Optional.empty();
        }
        List<ClusterAccess> clusters = ClusterAccess.parse(kubeconfigs);
        Path ssh = around.home().resolve(".ssh");
        ControllerConfig.Repo source =
                new ControllerConfig.Repo(
                        GitUrl.parse(repo),
                        revision,
                        path,
                        orIfThere(identity, ssh.resolve("id_ed25519")),
                        orIfThere(knownHosts, ssh.resolve("known_hosts")),
                        Optional.ofNullable(credentials),
                        ControllerConfig.Repo.POLL_INTERVAL);
        return Optional.of(
                new ControllerConfig(
                        source,
                        clusters,
                        state(around, source, clusters.get(0)),
                        socket,
                        adopt,
                        ControllerConfig.Cache.STANDARD,
                        Optional.empty(),
                        ControllerConfig.Sealing.UNSERVED,
                        Optional.empty()));
    }

    private static Optional<Path> orIfThere(@Nullable Path given, Path usual) {
        return given != null ? Optional.of(given) : Optional.of(usual).filter(Files::exists);
    }

    /**
     * A mirror of its own for all that may run beside another, kept between runs, and when a
     * cluster is added behind the first.
     */
    private static Path state(
            Surroundings around, ControllerConfig.Repo source, ClusterAccess first) {
        String what =
                String.join(
                        "\n",
                        source.url().toString(),
                        source.targetRevision(),
                        source.path(),
                        first.kubeconfig().toAbsolutePath().toString());
        UUID name = UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
        return around.cache().resolve("controller").resolve(name.toString());
    }
}
