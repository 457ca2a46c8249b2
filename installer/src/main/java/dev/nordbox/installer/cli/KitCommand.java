package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "kit",
        description = "Saves what of a box is not in Git, and looks into what was saved.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class KitCommand implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    private KitCommand() {}

    static CommandLine of(Surroundings around) {
        return new CommandLine(new KitCommand())
                .addSubcommand("save", new KitSaveCommand(around))
                .addSubcommand("show", new KitShowCommand(around))
                .addSubcommand("verify", new KitVerifyCommand(around))
                .addSubcommand("make", new KitMakeCommand(around))
                .addSubcommand("list", new KitListCommand(around))
                .addSubcommand("fetch", new KitFetchCommand(around))
                .addSubcommand("claim", new KitClaimCommand(around))
                .addSubcommand("backup", new KitBackupCommand(around));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name one of save, show, verify, make, list, fetch, claim");
    }
}
