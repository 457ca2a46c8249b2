package dev.nordbox.installer.cli;

import dev.nordbox.installer.age.Recipient;
import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.recovery.KitKeys;
import dev.nordbox.installer.recovery.SaveKit;
import dev.nordbox.installer.recovery.SavedKit;
import dev.nordbox.installer.wiring.SshConnection;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "save",
        description = "Saves what of a box is not in Git, into one encrypted file on this machine.",
        mixinStandardHelpOptions = true)
final class KitSaveCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "where it goes; an earlier one is replaced once the new one is whole")
    Path out = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "what `up --name` called the box; a restore calls it so again")
    @Nullable String name;

    @Option(
            names = {"-r", "--recipient"},
            paramLabel = "KEY",
            description =
                    "who can read it: age1…, or an SSH public key `ssh-ed25519 AAAA…`; can be"
                            + " repeated")
    List<String> recipients = List.of();

    @Option(
            names = {"-R", "--recipients-file"},
            paramLabel = "FILE",
            description = "the same, one a line: ~/.ssh/id_ed25519.pub is such a file")
    List<Path> files = List.of();

    @Option(names = "--passphrase", description = "a passphrase, asked for, in place of recipients")
    boolean passphrase;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "a passphrase, the first line of a file, in place of recipients")
    @Nullable Path passphraseFile;

    @Option(
            names = "--without-volumes",
            description = "leaves the data of volumes out; which ones, is told all the same")
    boolean withoutVolumes;

    private final Surroundings around;

    KitSaveCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("kit save", options, around)
                .perform(Run.Stdout.EVENTS, (output, redactor) -> save(output));
    }

    private ExitCode save(Output output) throws ProblemException {
        List<Recipient> readers = readers();
        BoxConfig config =
                box.read(
                        around,
                        output,
                        box.flags().with("name", "--name", Optional.ofNullable(name)));
        try (Host host = new SshConnection(around, box.ssh(), output).connect(config.ssh())) {
            SaveKit kit =
                    new SaveKit(
                            readers,
                            Version.ofNordbox(),
                            output,
                            new SecureRandom(),
                            around.clock());
            SavedKit saved =
                    (withoutVolumes ? kit.withoutVolumes() : kit)
                            .of(host, config.name(), box.file(), out);
            output.tell(new Event.Noted("kit", out + " " + KitText.line(saved.manifest())));
            saved.refuseLacking();
            return ExitCode.DONE;
        }
    }

    private List<Recipient> readers() throws ProblemException {
        KitKeys keys = KitFileOptions.keys(around, passphraseFile, KitFileOptions.usual(around));
        List<Recipient> readers = new ArrayList<>(keys.recipients(recipients, files));
        boolean secret = passphrase || passphraseFile != null;
        if (readers.isEmpty() == !secret) {
            throw new ProblemException(
                    ExitCode.USAGE,
                    new Problem(
                            secret
                                    ? "a kit with a passphrase has no recipients beside it"
                                    : "nobody could read the kit",
                            "kit save",
                            "name recipients (--recipient age1…, -R ~/.ssh/id_ed25519.pub), or"
                                    + " --passphrase"));
        }
        if (secret) {
            readers.add(keys.chosenPassphrase());
        }
        return readers;
    }
}
