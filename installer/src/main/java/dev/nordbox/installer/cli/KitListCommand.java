package dev.nordbox.installer.cli;

import dev.nordbox.installer.backup.Backup.Listed;
import dev.nordbox.installer.backup.KitsInStore;
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
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description =
                "Lists the kits that the box has made by itself, or all those of a store, newest"
                        + " first.",
        mixinStandardHelpOptions = true)
final class KitListCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin StoreOptions store = new StoreOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(
            names = "--from",
            paramLabel = "STORE",
            description =
                    "asks no box, but looks there: s3://BUCKET/PREFIX, sftp://USER@HOST/PATH, a"
                            + " directory here, or a nordbox.yaml whose `backup.target` it is")
    @Nullable String from;

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
        List<Listed> kits = from == null ? ofTheBox(output) : ofTheStore(from, output);
        if (options.json()) {
            around.out().println(new String(OnBox.print(kits), StandardCharsets.UTF_8));
        } else {
            int width = kits.stream().mapToInt(kit -> kit.box().length()).max().orElse(1);
            kits.forEach(kit -> around.out().println(line(kit, Math.max(1, width))));
        }
        around.out().flush();
        return ExitCode.DONE;
    }

    private List<Listed> ofTheBox(Output output) throws ProblemException {
        BoxConfig config = box.read(around, output);
        try (Host host = box.connection(around, output).connect(config.ssh())) {
            return new OnBox(host).list();
        }
    }

    private List<Listed> ofTheStore(String said, Output output) throws ProblemException {
        return store.in(
                StoreOptions.address(said, around).store(),
                StoreOptions.settings(said, box.file()),
                Optional.ofNullable(box.sshConfig),
                around,
                output,
                KitsInStore::list);
    }

    private static String line(Listed kit, int width) {
        return String.format(
                Locale.ROOT,
                "%s  %12d  %-" + width + "s  %s",
                kit.made(),
                kit.size(),
                kit.box(),
                kit.file());
    }
}
