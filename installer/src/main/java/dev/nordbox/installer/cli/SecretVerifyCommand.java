package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.InspectFlow;
import dev.nordbox.installer.secret.InspectFlow.Inspected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = "",
            description = "of objects that name none")
    String namespace = "";

    @Mixin DeskOptions desk = new DeskOptions();

    private final Surroundings around;

    SecretVerifyCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("secret verify", new OutputOptions(), around)
                .perform(Run.Stdout.DATA, (told, redactor) -> verify());
    }

    private ExitCode verify() throws ProblemException {
        List<Inspected> all =
                desk.use(around, open -> new InspectFlow(open).inspect(paths, namespace));
        List<Problem> problems = new ArrayList<>();
        for (Inspected one : all) {
            one.answer()
                    .problems()
                    .forEach(
                            (key, why) ->
                                    problems.add(
                                            new Problem(
                                                    key + " does not unseal: " + why,
                                                    one.where(),
                                                    "")));
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.NOT_SEALED, problems);
        }
        around.out().println(all.size() + " SealedSecrets will unseal");
        around.out().flush();
        return ExitCode.DONE;
    }
}
