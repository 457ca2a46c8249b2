package dev.nordbox.installer.cli;

import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.output.ConsoleLog;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.wiring.SelfProving;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "self-proof",
        description = "On a box: proves it against the profile that it was brought up with.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class SelfProofCommand implements Callable<Integer> {
    private static final Path ROOT = Path.of("/");

    private final Surroundings around;

    SelfProofCommand(Surroundings around) {
        this.around = around;
    }

    /** Nobody watches: what there is to say goes to the journal, a line each. */
    @Override
    public Integer call() {
        ConsoleLog.open(around, around.redactor(), false);
        try {
            around.out()
                    .println(new SelfProving(around, ROOT, Version.ofNordbox()).prove(this::tell));
            around.out().flush();
            return ExitCode.DONE.number();
        } catch (ProblemException e) {
            e.problems().forEach(this::tell);
            return e.exitCode().number();
        }
    }

    private void tell(Problem problem) {
        Redactor redactor = around.redactor();
        around.err()
                .println(
                        redactor.redact(
                                "%s (%s): %s"
                                        .formatted(
                                                problem.what(),
                                                problem.where(),
                                                problem.remedy())));
        around.err().flush();
    }
}
