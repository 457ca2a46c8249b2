package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.InspectFlow;
import dev.nordbox.installer.secret.Judged;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = "Tells whether SealedSecrets will unseal, and if not, why.",
        mixinStandardHelpOptions = true)
final class SecretVerifyCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "of a directory every YAML and JSON file")
    List<Path> paths = List.of();

    @Mixin NamespaceOption namespace = new NamespaceOption();
    @Mixin DeskOptions desk = new DeskOptions();

    private final Surroundings around;

    SecretVerifyCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("secret verify", new OutputOptions(), around)
                .perform(Run.Stdout.DATA, (told, redactor) -> verify(told));
    }

    private ExitCode verify(Output told) throws ProblemException {
        List<Judged> all =
                desk.use(
                        around,
                        told,
                        open ->
                                new InspectFlow(open, around.err()::println)
                                        .verify(paths, namespace.name));
        all.stream().flatMap(one -> one.elsewhere().stream()).forEach(around.out()::println);
        around.out().println(all.size() + " SealedSecrets will unseal");
        around.out().flush();
        return ExitCode.DONE;
    }
}
