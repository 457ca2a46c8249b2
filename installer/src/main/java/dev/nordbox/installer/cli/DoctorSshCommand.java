package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.ssh.SshDiagnosis;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "ssh",
        description = {
            "Tries the way in and tells, hop by hop: which lines of the ssh configuration count,"
                    + " what is known of the host key, which keys were offered and what the server"
                    + " said, and which algorithms were agreed on.",
            "Ends as `up` would at its login: in 0, 10, 11 or 14."
        },
        mixinStandardHelpOptions = true)
final class DoctorSshCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin OutputOptions options = new OutputOptions();

    private final Surroundings around;

    DoctorSshCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("doctor ssh", options, around)
                .perform(Run.Stdout.DATA, (output, redactor) -> examine(output));
    }

    private ExitCode examine(Output output) throws ProblemException {
        BoxConfig config = box.read(around, output);
        SshDiagnosis diagnosis = box.connection(around, output).diagnose(config.ssh());
        List<String> lines =
                options.json()
                        ? List.of(DiagnosisText.json(diagnosis))
                        : DiagnosisText.of(diagnosis);
        lines.forEach(around.out()::println);
        around.out().flush();
        if (diagnosis.failure().isPresent()) {
            throw diagnosis.failure().get();
        }
        return ExitCode.DONE;
    }
}
