package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.Flags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which box, and how to get in. */
final class BoxOptions {
    private static final Path DEFAULT_FILE = Path.of("nordbox.yaml");

    @Option(
            names = "--host",
            paramLabel = "[USER@]ADDRESS[:PORT]",
            description = "the server; root or a user with password-less sudo")
    @Nullable String host;

    @Option(
            names = "--host-key",
            paramLabel = "SHA256:…",
            description = "the server's key fingerprint; default: known_hosts, else you are asked")
    @Nullable String hostKey;

    @Option(
            names = {"-i", "--identity"},
            paramLabel = "FILE",
            description =
                    "private key; default: the agent, then ~/.ssh/id_ed25519, id_ecdsa, id_rsa")
    @Nullable String identity;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "default: nordbox.yaml here, if there is one")
    @Nullable Path config;

    @Option(
            names = {"--name", "--context"},
            paramLabel = "NAME",
            description = "context in the kubeconfig; default: the address")
    @Nullable String name;

    Optional<Path> file() {
        return config != null
                ? Optional.of(config)
                : Optional.of(DEFAULT_FILE).filter(Files::exists);
    }

    Flags flags() {
        return new Flags()
                .with("ssh.host", "--host", Optional.ofNullable(host))
                .with("ssh.hostKey", "--host-key", Optional.ofNullable(hostKey))
                .with("ssh.identityFile", "--identity", Optional.ofNullable(identity))
                .with("name", "--name", Optional.ofNullable(name));
    }
}
