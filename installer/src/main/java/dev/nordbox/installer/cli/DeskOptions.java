package dev.nordbox.installer.cli;

import dev.nordbox.appliance.seal.SealingDesk;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.Flags;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.LogOutput;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.BoxDesk;
import dev.nordbox.installer.secret.Desk;
import dev.nordbox.installer.secret.KeyFiles;
import dev.nordbox.installer.wiring.SshConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who holds the private keys: a box, or files. */
final class DeskOptions {
    private static final Path DEFAULT_FILE = Path.of("nordbox.yaml");

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "private key: PEM, or a backup of the key Secrets; can be repeated")
    List<Path> keys = List.of();

    @Option(
            names = "--host",
            paramLabel = "[USER@]ADDRESS[:PORT]",
            description = "the box; default: that of nordbox.yaml")
    @Nullable String host;

    @Option(names = "--host-key", paramLabel = "SHA256:…", description = "the box' fingerprint")
    @Nullable String hostKey;

    @Option(
            names = {"-i", "--identity"},
            paramLabel = "FILE",
            description = "private key of SSH")
    @Nullable String identity;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "default: nordbox.yaml here, if there is one")
    @Nullable Path config;

    @Mixin SshOptions way = new SshOptions();

    /** What is done with an open desk. */
    interface Use<T> {
        T with(Desk desk) throws ProblemException;
    }

    <T> T use(Surroundings around, Use<T> use) throws ProblemException {
        if (!keys.isEmpty()) {
            return use.with(ofFiles(around));
        }
        BoxConfig.Ssh ssh =
                new BoxConfigReader(around.home(), around.clock())
                        .readWithoutRepository(file(), flags())
                        .ssh();
        try (Host box = connection(around).connect(ssh)) {
            return use.with(new Desk(new BoxDesk(box), box.name()));
        }
    }

    private SshConnection connection(Surroundings around) {
        return new SshConnection(around, way.flags(), new LogOutput());
    }

    private Desk ofFiles(Surroundings around) throws ProblemException {
        SecureRandom random = new SecureRandom();
        SealingDesk desk = new SealingDesk(new KeyFiles(around.clock(), random).read(keys), random);
        return new Desk(
                request -> {
                    try {
                        return desk.answer(request);
                    } catch (SealingException e) {
                        throw new ProblemException(
                                ExitCode.UNEXPECTED, new Problem(e.getMessage(), "--key", ""));
                    }
                },
                "--key");
    }

    private Optional<Path> file() {
        return config != null
                ? Optional.of(config)
                : Optional.of(DEFAULT_FILE).filter(Files::exists);
    }

    private Flags flags() {
        return new Flags()
                .with("ssh.host", "--host", Optional.ofNullable(host))
                .with("ssh.jump", "--jump", way.jump())
                .with("ssh.hostKey", "--host-key", Optional.ofNullable(hostKey))
                .with("ssh.identityFile", "--identity", Optional.ofNullable(identity));
    }
}
