package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "config",
        description = "Tells how nordbox.yaml, flags and profile are read.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "show")
final class ConfigCommand implements Runnable {
    @Spec CommandSpec spec;

    static CommandLine of(Surroundings around) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand("show", new ConfigShowCommand(around));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do: show");
    }
}
