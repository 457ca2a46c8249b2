package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "release",
        description = {
            "Ends a hold: automated syncs of the application go on.",
            "--brought-back lets go, too, what `app undo` brought back: what Git does not have is"
                    + " deleted by the next sync that prunes."
        },
        mixinStandardHelpOptions = true)
final class AppReleaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the Application")
    String name = "";

    @Option(names = "--brought-back", description = "also what `app undo` brought back")
    boolean broughtBack;

    @Mixin ApplicationOptions way = new ApplicationOptions();

    private final Surroundings around;

    AppReleaseCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return way.have(
                "app release",
                around,
                List.of(name, "release"),
                "broughtBack",
                String.valueOf(broughtBack));
    }
}
