package dev.nordbox.installer.cli;

import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.output.ConsoleLog;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
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

    @Override
    public Integer call() {
        ConsoleLog.open(around, around.redactor(), false);
        JournalLines journal = new JournalLines(around);
        try {
            journal.say(new SelfProving(around, ROOT, Version.ofNordbox()).prove(journal::tell));
            return ExitCode.DONE.number();
        } catch (ProblemException e) {
            return journal.failed(e);
        }
    }
}
