package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "sync",
        description = {
            "Has an application synced now to the commit that it follows, or to --revision.",
            "--dry-run --wait shows what a sync would do; nothing is changed."
        },
        mixinStandardHelpOptions = true)
final class AppSyncCommand implements Callable<Integer> {
    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            description = {
                "a commit, branch or tag of its repository instead; refused while it syncs by"
                        + " itself. With several sources one for each, in their order"
            })
    List<String> revisions = List.of();

    @Option(
            names = "--resource",
            paramLabel = "GROUP:KIND:[NAMESPACE/]NAME",
            description = "only this object, without hooks; can be repeated")
    List<String> resources = List.of();

    @Mixin OperationOptions operation = new OperationOptions();

    private final Surroundings around;

    AppSyncCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        List<String> parameters = new ArrayList<>();
        revisions.forEach(revision -> parameters.addAll(List.of("revision", revision)));
        resources.forEach(resource -> parameters.addAll(List.of("resource", resource)));
        return operation.perform("sync", around, parameters);
    }
}
