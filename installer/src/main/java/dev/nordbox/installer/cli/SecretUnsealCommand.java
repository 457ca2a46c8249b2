package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.KeyFiles;
import dev.nordbox.installer.secret.UnsealFlow;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "unseal",
        description = "Prints the Secret of a SealedSecret, with the keys of a backup.",
        mixinStandardHelpOptions = true)
final class SecretUnsealCommand implements Callable<Integer> {
    @Option(
            names = "--offline",
            required = true,
            description =
                    "no cluster is asked; there is no other way: in a cluster, read the Secret")
    boolean offline;

    @Option(
            names = {"--key", "--recovery-private-key"},
            paramLabel = "FILE",
            required = true,
            split = ",",
            description = "private key: PEM, or a backup of the key Secrets; can be repeated")
    List<Path> keys = List.of();

    @Mixin SecretInput input = new SecretInput();
    @Mixin SecretOutput output = new SecretOutput();

    private final Surroundings around;
    private final InputStream in;

    SecretUnsealCommand(Surroundings around, InputStream in) {
        this.around = around;
        this.in = in;
    }

    @Override
    public Integer call() {
        return new Run("secret unseal", new OutputOptions(), around)
                .perform(Run.Stdout.DATA, (told, redactor) -> unseal());
    }

    private ExitCode unseal() throws ProblemException {
        UnsealFlow flow =
                new UnsealFlow(new KeyFiles(around.clock(), new SecureRandom()).forRecovery(keys));
        output.writeClosed(flow.unseal(input.read(in), input.name()), around);
        return ExitCode.DONE;
    }
}
