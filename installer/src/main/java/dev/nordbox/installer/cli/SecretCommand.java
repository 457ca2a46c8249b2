package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What belongs to secrets that live in Git; kubeseal is not needed, nor in the way. */
@Command(
        name = "secret",
        description = "Seals secrets for Git, and looks after those that are sealed.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class SecretCommand implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    private SecretCommand() {}

    static CommandLine of(Surroundings around, InputStream in) {
        return new CommandLine(new SecretCommand())
                .addSubcommand("seal", new SecretSealCommand(around, in))
                .addSubcommand("unseal", new SecretUnsealCommand(around, in))
                .addSubcommand("verify", new SecretVerifyCommand(around))
                .addSubcommand("reseal", new SecretResealCommand(around))
                .addSubcommand("keys", new SecretKeysCommand(around))
                .addSubcommand("renew", new SecretRenewCommand(around))
                .addSubcommand("on-box", new SecretOnBoxCommand(around, in));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name one of seal, unseal, verify, reseal, keys, renew");
    }
}
