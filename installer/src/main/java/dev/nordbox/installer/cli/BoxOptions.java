package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.Flags;
import dev.nordbox.installer.wiring.SshFlags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which box, and how to get in. */
final class BoxOptions {
    private static final Path DEFAULT_FILE = Path.of("nordbox.yaml");

    @Option(
            names = "--host",
            paramLabel = "[USER@]HOST[:PORT]",
            description =
                    "the server, or its name in ~/.ssh/config; root unless you or that file name"
                            + " another user, who needs sudo or doas")
    @Nullable String host;

    @Option(
            names = "--host-key",
            paramLabel = "SHA256:…",
            description =
                    "the server's key fingerprint, is remembered; default: known_hosts, else you are"
                            + " asked")
    @Nullable String hostKey;

    @Option(
            names = {"-i", "--identity"},
            paramLabel = "FILE",
            description =
                    "this key and no other; default: those of the ssh configuration, or the agent's and"
                            + " ~/.ssh/id_ed25519, id_ecdsa, id_rsa")
    @Nullable String identity;

    @Mixin SshOptions ssh = new SshOptions();

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

    Optional<Path> identity() {
        return Optional.ofNullable(identity).map(Path::of);
    }

    SshFlags ssh() {
        return ssh.flags();
    }

    Flags flags() {
        return new Flags()
                .with("ssh.host", "--host", Optional.ofNullable(host))
                .with("ssh.hostKey", "--host-key", Optional.ofNullable(hostKey))
                .with("ssh.jump", "--jump", ssh.jump())
                .with("ssh.identityFile", "--identity", Optional.ofNullable(identity))
                .with("name", "--name", Optional.ofNullable(name));
    }
}
