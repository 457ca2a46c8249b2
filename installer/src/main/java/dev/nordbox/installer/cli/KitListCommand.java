package dev.nordbox.installer.cli;

import dev.nordbox.installer.backup.Backup.Listed;
import dev.nordbox.installer.backup.OnBox;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "Lists the kits that the box has made by itself, newest first.",
        mixinStandardHelpOptions = true)
final class KitListCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin OutputOptions options = new OutputOptions();

    private final Surroundings around;

    KitListCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("kit list", options, around)
                .perform(Run.Stdout.DATA, (output, redactor) -> list(output));
    }

    private ExitCode list(Output output) throws ProblemException {
        BoxConfig config = box.read(around, output);
        try (Host host = box.connection(around, output).connect(config.ssh())) {
            List<Listed> kits = new OnBox(host).list();
            if (options.json()) {
                around.out().println(new String(OnBox.print(kits), StandardCharsets.UTF_8));
            } else {
                kits.forEach(kit -> around.out().println(line(kit)));
            }
            around.out().flush();
            return ExitCode.DONE;
        }
    }

    private static String line(Listed kit) {
        return String.format(Locale.ROOT, "%s  %12d  %s", kit.made(), kit.size(), kit.file());
    }
}
