package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rollback",
        description = {
            "Has an application synced to an earlier entry of its history, without hooks.",
            "Refused while it syncs by itself: `app hold` pauses that. Afterwards it is OutOfSync:"
                    + " it is compared with what it names, as ever."
        },
        mixinStandardHelpOptions = true)
final class AppRollbackCommand implements Callable<Integer> {
    @Mixin OperationOptions operation = new OperationOptions();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ID",
            description =
                    "of an entry, as `app history` shows it; default: the one before the last")
    String id = "";

    private final Surroundings around;

    AppRollbackCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return operation.perform("rollback", around, id.isEmpty() ? List.of() : List.of("id", id));
    }
}
