package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = {
            "Prints what makes a shell complete the words behind `nordbox`, which may be an alias of"
                    + " `java -jar bootstrap.jar`.",
            "bash, zsh: source <(nordbox completion bash); fish: nordbox completion fish | source"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    /** What a person types into. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Parameters(paramLabel = "bash|zsh|fish", description = "which shell")
    Shell shell = Shell.bash;

    @Spec CommandSpec spec = CommandSpec.create();

    private final Surroundings around;

    CompletionCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        String name = root.getCommandName();
        // One script for bash and zsh, which runs bash's own kind of completion.
        around.out()
                .print(
                        shell == Shell.fish
                                ? FishCompletion.of(root)
                                : AutoComplete.bash(name, root));
        around.out().flush();
        return 0;
    }
}
