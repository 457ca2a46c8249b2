package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "app",
        description = "Shows the applications of a box, and steers them, through its controller.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class AppCommand implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    private AppCommand() {}

    static CommandLine of(Surroundings around) {
        return new CommandLine(new AppCommand())
                .addSubcommand("list", new AppListCommand(around))
                .addSubcommand("get", new AppGetCommand(around))
                .addSubcommand("diff", new AppDiffCommand(around))
                .addSubcommand("why", new AppWhyCommand(around))
                .addSubcommand("history", new AppHistoryCommand(around))
                .addSubcommand("sync", new AppSyncCommand(around))
                .addSubcommand("rollback", new AppRollbackCommand(around))
                .addSubcommand("undo", new AppUndoCommand(around))
                .addSubcommand("refresh", new AppRefreshCommand(around))
                .addSubcommand("hold", new AppHoldCommand(around))
                .addSubcommand("release", new AppReleaseCommand(around))
                .addSubcommand("terminate", new AppTerminateCommand(around));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name one of " + String.join(", ", spec.subcommands().keySet()));
    }
}
