package dev.nordbox.installer.cli;

import dev.nordbox.appliance.http.ProxyOfEnvironment;
import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.backup.Backup;
import dev.nordbox.installer.backup.CameFrom;
import dev.nordbox.installer.backup.OnBox;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.host.ThisMachine;
import dev.nordbox.installer.output.ConsoleLog;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Restoration;
import dev.nordbox.installer.wiring.BackupStores;
import dev.nordbox.installer.wiring.BoxFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "backup",
        description = "On a box: makes a kit and stores it where backup.yaml says.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class KitBackupCommand implements Callable<Integer> {
    @Option(
            names = "--settings",
            paramLabel = "FILE",
            defaultValue = BackupFile.PATH,
            description = "default: ${DEFAULT-VALUE}")
    Path settings = Path.of(BackupFile.PATH);

    @Option(names = "--list", description = "makes none, but lists those that are stored, as JSON")
    boolean list;

    @Option(
            names = "--settle",
            description = "makes none, but says to the store that this host came back as the box")
    boolean settle;

    @Option(
            names = "--claim",
            description = "makes none, but says to the store that this host goes on as the box")
    boolean claim;

    private static final Path MACHINE_ID = Path.of("/etc/machine-id");

    private final Surroundings around;

    KitBackupCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        ConsoleLog.open(around, around.redactor(), false);
        ProxyOfEnvironment.makeDefault(around.environment());
        JournalLines journal = new JournalLines(around);
        try {
            journal.say(done(backup()));
            return ExitCode.DONE.number();
        } catch (ProblemException e) {
            return journal.failed(e);
        }
    }

    private String done(Backup backup) throws ProblemException {
        if (list) {
            return new String(OnBox.print(backup.list()), StandardCharsets.UTF_8);
        }
        return settle ? backup.settle() : claim ? backup.claim() : backup.run();
    }

    private Backup backup() throws ProblemException {
        BackupFile file = BackupFile.parse(text(settings), settings.toString());
        return new Backup(
                file,
                text(MACHINE_ID),
                cameFrom(),
                Path.of(BackupFile.LAST),
                new BackupStores(
                        Path.of(BackupFile.KEY),
                        Path.of(BackupFile.CREDENTIALS),
                        Path.of(BackupFile.STATE),
                        around.redactor(),
                        around.clock()),
                new ThisMachine(file.host()),
                Version.ofNordbox(),
                new SecureRandom(),
                around.clock());
    }

    /** The note is written when the restore is done, and never again. */
    private static Optional<CameFrom> cameFrom() throws ProblemException {
        Path note = Path.of(Restoration.PATH);
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        Instant written = BoxFiles.written(note);
        return Restoration.cameFrom(text(note))
                .map(source -> new CameFrom(source.kit(), source.box(), written));
    }

    private static String text(Path file) throws ProblemException {
        return BoxFiles.text(file, file.toString());
    }
}
