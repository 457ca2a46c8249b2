package dev.nordbox.installer.cli;

import dev.nordbox.installer.app.ApplicationLine;
import dev.nordbox.installer.output.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "Shows all applications: sync, health, revision, last operation, age.",
        mixinStandardHelpOptions = true)
final class AppListCommand implements Callable<Integer> {
    @Mixin ApplicationOptions way = new ApplicationOptions();

    private final Surroundings around;

    AppListCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return way.show(
                "app list",
                around,
                List.of(),
                told -> ApplicationLine.table(told, around.clock().instant()));
    }
}
