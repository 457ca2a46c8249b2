package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.ResealFlow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "reseal",
        description = {
            "Seals values anew with the newest key, in the files where they stand.",
            "Everything else in them stays as it is, comments and order too. A file with a value",
            "that does not unseal is left as it is and named, the others are written; exit code 26."
        },
        mixinStandardHelpOptions = true)
final class SecretResealCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "file with SealedSecrets; with --all, a directory")
    List<Path> paths = List.of();

    @Option(names = "--all", description = "every YAML and JSON file of the directories")
    boolean all;

    @Mixin NamespaceOption namespace = new NamespaceOption();
    @Mixin DeskOptions desk = new DeskOptions();
    @Spec CommandSpec spec = CommandSpec.create();

    private final Surroundings around;

    SecretResealCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (!all && paths.stream().anyMatch(Files::isDirectory)) {
            throw new ParameterException(
                    spec.commandLine(), "a directory is rewritten with --all only");
        }
        return new Run("secret reseal", new OutputOptions(), around)
                .perform(Run.Stdout.DATA, (told, redactor) -> reseal(told));
    }

    private ExitCode reseal(Output told) throws ProblemException {
        ResealFlow.Result result =
                desk.use(around, told, open -> new ResealFlow(open).reseal(paths, namespace.name));
        result.passedOver().forEach(around.err()::println);
        result.changed().forEach(file -> around.out().println("resealed " + file));
        around.out()
                .println(
                        "%d SealedSecrets, %d files changed"
                                .formatted(result.objects(), result.changed().size()));
        around.out().flush();
        if (!result.left().isEmpty()) {
            throw new ProblemException(ExitCode.NOT_SEALED, result.left());
        }
        return ExitCode.DONE;
    }
}
