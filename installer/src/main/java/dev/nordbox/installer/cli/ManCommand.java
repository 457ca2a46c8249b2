package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "man",
        description = {
            "Prints the manual page of a command, or writes those of all.",
            "nordbox man kit save | man -l -; nordbox man --to ~/.local/share/man/man1"
        },
        mixinStandardHelpOptions = true)
final class ManCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "none: nordbox itself")
    List<String> words = List.of();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "write the pages of all commands there, one file each")
    Optional<Path> to = Optional.empty();

    @Spec CommandSpec spec = CommandSpec.create();

    private final Surroundings around;

    ManCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        if (to.isPresent()) {
            try {
                write(root, Files.createDirectories(to.get()));
            } catch (IOException e) {
                throw new ParameterException(
                        spec.commandLine(), "cannot write to %s: %s".formatted(to.get(), e));
            }
        } else {
            around.out().print(ManPage.of(named(root)));
            around.out().flush();
        }
        return 0;
    }

    private CommandLine named(CommandLine root) {
        CommandLine command = root;
        for (String word : words) {
            CommandLine below = command.getSubcommands().get(word);
            if (below == null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "`%s` has no command `%s`"
                                .formatted(command.getCommandSpec().qualifiedName(), word));
            }
            command = below;
        }
        return command;
    }

    private static void write(CommandLine command, Path folder) throws IOException {
        Files.writeString(folder.resolve(ManPage.fileName(command)), ManPage.of(command));
        for (CommandLine below : command.getSubcommands().values()) {
            write(below, folder);
        }
    }
}
