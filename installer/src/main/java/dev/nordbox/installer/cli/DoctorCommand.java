package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = "Looks into one matter closely, and tells what it found.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "ssh")
final class DoctorCommand implements Runnable {
    @Spec CommandSpec spec;

    static CommandLine of(Surroundings around) {
        return new CommandLine(new DoctorCommand())
                .addSubcommand("ssh", new DoctorSshCommand(around));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to look into: ssh");
    }
}
