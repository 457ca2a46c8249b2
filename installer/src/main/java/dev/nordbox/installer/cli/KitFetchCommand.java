package dev.nordbox.installer.cli;

import dev.nordbox.installer.backup.Backup.Listed;
import dev.nordbox.installer.backup.KitAddress;
import dev.nordbox.installer.backup.KitsInStore;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fetch",
        description =
                "Brings a kit from where boxes store theirs to this machine; no box is needed.",
        mixinStandardHelpOptions = true)
final class KitFetchCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            defaultValue = KitsInStore.NEWEST,
            description = "a kit that `kit list --from` has, or ${DEFAULT-VALUE}, the default")
    String name = KitsInStore.NEWEST;

    @Option(
            names = "--from",
            paramLabel = "STORE",
            description =
                    "s3://BUCKET/PREFIX, sftp://USER@HOST/PATH, a directory here, or a nordbox.yaml"
                            + " whose `backup.target` it is; default: nordbox.yaml here")
    @Nullable String from;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "where it goes; an earlier one is replaced once the new one is whole; default:"
                            + " its own name, here")
    @Nullable Path out;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "a nordbox.yaml that says more of the store; default: nordbox.yaml here, if"
                            + " there is one")
    @Nullable Path config;

    @Option(
            names = "--ssh-config",
            paramLabel = "FILE",
            description = "in place of ~/.ssh/config and /etc/ssh/ssh_config; none: no file at all")
    @Nullable String sshConfig;

    @Mixin StoreOptions options = new StoreOptions();
    @Mixin OutputOptions shown = new OutputOptions();

    private final Surroundings around;

    KitFetchCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("kit fetch", shown, around)
                .perform(Run.Stdout.EVENTS, (output, redactor) -> fetch(output));
    }

    private ExitCode fetch(Output output) throws ProblemException {
        String said = place();
        KitAddress address = StoreOptions.address(said, around);
        return options.in(
                address.store(),
                StoreOptions.settings(said, BoxOptions.file(config)),
                Optional.ofNullable(sshConfig),
                around,
                output,
                kits ->
                        fetch(
                                kits,
                                FetchedKit.choose(kits, address.kit().orElse(name), output, around),
                                output));
    }

    private ExitCode fetch(KitsInStore kits, Listed kit, Output output) throws ProblemException {
        Path to = target(kit);
        FetchedKit.fetch(kit, to, kits, output, around);
        output.tell(
                new Event.Noted(
                        "kit",
                        "%s is a kit of %s as of %s, whole as far as that shows without its key; `kit verify %s` tells the rest"
                                .formatted(to, kit.box(), kit.made(), to)));
        return ExitCode.DONE;
    }

    private String place() throws ProblemException {
        if (from != null) {
            return from;
        }
        return BoxOptions.file(config)
                .map(Path::toString)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ExitCode.USAGE,
                                        new Problem(
                                                "no store is named, and there is no nordbox.yaml"
                                                        + " here",
                                                "--from",
                                                "add --from s3://BUCKET/PREFIX, or"
                                                        + " sftp://USER@HOST/PATH")));
    }

    private Path target(Listed kit) {
        if (out == null) {
            return Path.of(kit.file());
        }
        return Files.isDirectory(out) ? out.resolve(kit.file()) : out;
    }
}
