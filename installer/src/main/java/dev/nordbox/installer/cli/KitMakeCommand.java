package dev.nordbox.installer.cli;

import dev.nordbox.installer.backup.KitsState;
import dev.nordbox.installer.backup.OnBox;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "make",
        description =
                "Has the box make a kit now and store it where `backup` in nordbox.yaml says.",
        mixinStandardHelpOptions = true)
final class KitMakeCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin OutputOptions options = new OutputOptions();

    private final Surroundings around;

    KitMakeCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("kit make", options, around)
                .perform(Run.Stdout.EVENTS, (output, redactor) -> make(output));
    }

    private ExitCode make(Output output) throws ProblemException {
        BoxConfig config = box.read(around, output);
        try (Host host = box.connection(around, output).connect(config.ssh())) {
            new OnBox(host).make();
            Optional<KitsState> state = KitsState.of(host, around.clock().instant());
            state.ifPresent(
                    kits -> {
                        output.tell(new Event.Noted("kit", kits.line()));
                        kits.left().forEach(volume -> output.tell(new Event.Warned("kit", volume)));
                    });
            return ExitCode.DONE;
        }
    }
}
