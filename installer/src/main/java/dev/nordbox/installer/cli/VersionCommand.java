package dev.nordbox.installer.cli;

import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "version",
        description = "Prints the versions of nordbox and of the k3s that it installs.",
        mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
    private final Surroundings around;

    VersionCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        around.out().println("nordbox " + Version.ofNordbox());
        around.out().println("k3s " + BoxConfigReader.defaultK3sVersion());
        around.out().println("java " + System.getProperty("java.version"));
        around.out().flush();
        return ExitCode.DONE.number();
    }
}
