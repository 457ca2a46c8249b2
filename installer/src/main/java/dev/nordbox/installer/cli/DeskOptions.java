package dev.nordbox.installer.cli;

import dev.nordbox.appliance.seal.SealingDesk;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.BoxDesk;
import dev.nordbox.installer.secret.Desk;
import dev.nordbox.installer.secret.KeyFiles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who holds the private keys: a box, or files. */
final class DeskOptions {
    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "private key: PEM, or a backup of the key Secrets; can be repeated")
    List<Path> keys = List.of();

    @Mixin BoxOptions box = new BoxOptions();

    /** What is done with an open desk. */
    interface Use<T> {
        T with(Desk desk) throws ProblemException;
    }

    <T> T use(Surroundings around, Output output, Use<T> use) throws ProblemException {
        if (!keys.isEmpty()) {
            return use.with(ofFiles(around));
        }
        if (box.isNobody()) {
            throw new ProblemException(
                    ExitCode.USAGE,
                    new Problem(
                            "nobody is named who holds the sealing keys",
                            "--host, --key",
                            "add --host root@ADDRESS, or --key FILE with a backup of the keys; what"
                                    + " only seals needs no more than --cert FILE"));
        }
        BoxConfig config = box.read(around, output);
        try (Host host = box.connection(around, output).connect(config.ssh())) {
            return use.with(new Desk(new BoxDesk(host), host.name()));
        }
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
                                ExitCode.NOT_SEALED,
                                new Problem(
                                        e.getMessage(), "--key", "name a key that is in use, too"));
                    }
                },
                "--key");
    }
}
