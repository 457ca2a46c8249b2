package dev.nordbox.installer.cli;

import dev.nordbox.installer.backup.OnBox;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "claim",
        description =
                "Has this host go on as the box after another one was restored from its kit: it"
                        + " says so in the store, and its controller acts again. The other one holds"
                        + " from its next kit on.",
        mixinStandardHelpOptions = true)
final class KitClaimCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin OutputOptions options = new OutputOptions();

    private final Surroundings around;

    KitClaimCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("kit claim", options, around)
                .perform(Run.Stdout.EVENTS, (output, redactor) -> claim(output));
    }

    private ExitCode claim(Output output) throws ProblemException {
        BoxConfig config = box.read(around, output);
        try (Host host = box.connection(around, output).connect(config.ssh())) {
            output.tell(new Event.Noted("kit", new OnBox(host).claim()));
            return ExitCode.DONE;
        }
    }
}
