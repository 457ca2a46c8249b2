package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.BoxDesk;
import dev.nordbox.installer.secret.Desk;
import dev.nordbox.installer.secret.RenewFlow;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "renew",
        description = {
            "Has the box make another sealing key now, as it does by itself every 30 days.",
            "The keys before it go on unsealing, until their label takes them out of use."
        },
        mixinStandardHelpOptions = true)
final class SecretRenewCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();

    private final Surroundings around;

    SecretRenewCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("secret renew", new OutputOptions(), around)
                .perform(Run.Stdout.DATA, (told, redactor) -> renew(told));
    }

    private ExitCode renew(Output output) throws ProblemException {
        BoxConfig config = box.read(around, output);
        try (Host host = box.connection(around, output).connect(config.ssh())) {
            BoxDesk desk = new BoxDesk(host);
            List<Desk.Key> keys = new RenewFlow(new Desk(desk, host.name()), desk::renew).renew();
            around.out()
                    .println(
                            "%s seals from now on, %d more unseal; `secret keys --certificate` prints"
                                            .formatted(keys.get(0).fingerprint(), keys.size() - 1)
                                    + " its certificate, `secret reseal --all` seals anew with it");
            around.out().flush();
            return ExitCode.DONE;
        }
    }
}
