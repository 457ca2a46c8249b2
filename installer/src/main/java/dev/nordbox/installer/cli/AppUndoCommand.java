package dev.nordbox.installer.cli;

import dev.nordbox.installer.app.UndoText;
import dev.nordbox.installer.output.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "undo",
        description = {
            "Brings back what the last commit, or another one, had deleted of an application.",
            "It stays, whatever Git says, until `app release --brought-back`. Contents of Secrets"
                    + " and the data of volumes do not come back, and each object says so."
        },
        mixinStandardHelpOptions = true)
final class AppUndoCommand implements Callable<Integer> {
    @Mixin RequestOptions request = new RequestOptions();

    @Option(
            names = "--revision",
            paramLabel = "COMMIT",
            description = "what syncs to this commit deleted; the begin of its name is enough")
    String revision = "";

    @Option(
            names = "--sync",
            paramLabel = "ID",
            description = "what this sync alone deleted, as --list numbers them")
    String sync = "";

    @Option(names = "--list", description = "shows what was deleted and can come back")
    boolean list;

    private final Surroundings around;

    AppUndoCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (list) {
            return request.way.show(
                    "app undo", around, List.of(request.name, "deletions"), UndoText::deletions);
        }
        List<String> parameters = new ArrayList<>();
        if (!revision.isEmpty()) {
            parameters.addAll(List.of("revision", revision));
        }
        if (!sync.isEmpty()) {
            parameters.addAll(List.of("sync", sync));
        }
        return request.perform("undo", around, parameters, UndoText::accepted);
    }
}
