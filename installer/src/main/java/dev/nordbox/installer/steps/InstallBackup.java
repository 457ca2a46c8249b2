package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has the box make kits by itself: settings, a key where the store wants one, a service and the
 * timer that starts it. Where nobody wants kits any more all of it goes; the kits stay.
 */
public final class InstallBackup implements Step {
    private static final String ROOT = "root";
    private static final RemoteDirectory STATE =
            new RemoteDirectory(BackupFile.STATE, "0700", "root:root");
    private static final BoxKey KEY =
            new BoxKey(BackupFile.KEY, ROOT, "backup key", "backup.target.sftp.key");
    private static final Command START =
            Command.of("systemctl", "start", BackupFile.TIMER).withRoot();

    private final Templates templates;

    public InstallBackup(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String id() {
        return "backup";
    }

    @Override
    public String title() {
        return "Have the box make kits by itself";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        FactQuery query =
                RemoveBackup.query()
                        .files(List.of(BackupFile.PATH, BackupFile.DOCUMENT))
                        .files(KEY.query().files());
        Optional<String> directory = spec.config().backup().flatMap(BackupModel::directory);
        return directory.isPresent() ? query.files(List.of(directory.get())) : query;
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        Optional<BackupConfig> backup = spec.config().backup();
        return backup.isPresent()
                ? wanted(facts, spec, backup.get())
                : RemoveBackup.everything(facts);
    }

    private List<Change> wanted(HostFacts facts, InstallSpec spec, BackupConfig backup)
            throws ProblemException {
        List<Change> changes = new ArrayList<>(RemoteDirectory.missing(facts, List.of(STATE)));
        changes.addAll(place(facts, backup));
        changes.addAll(WriteFile.missing(facts, files(spec, backup)));
        BackupUnits model = BackupUnits.of(ControllerJava.executable(facts, spec), backup);
        changes.addAll(unit(BackupFile.SERVICE, model).unread(facts));
        changes.addAll(unit(BackupFile.TIMER, model).missing(facts));
        if (!facts.unit(BackupFile.TIMER).isActive()) {
            changes.add(
                    Change.running(
                            "start %s: %s".formatted(BackupFile.TIMER, backup.schedule().text()),
                            START));
        }
        return changes;
    }

    /** What the store needs on the box. */
    private static List<Change> place(HostFacts facts, BackupConfig backup)
            throws ProblemException {
        if (backup.target() instanceof Target.Sftp sftp) {
            if (sftp.key().isPresent()) {
                return KEY.missing(facts, Path.of(sftp.key().get()));
            }
            return KEY.stands(facts) ? List.of() : List.of(KEY.make());
        }
        String directory = ((Target.Directory) backup.target()).path();
        // One that is there stays as it is: it may be a disk that others use as well.
        return facts.file(directory).isPresent()
                ? List.of()
                : RemoteDirectory.missing(
                        facts, List.of(new RemoteDirectory(directory, "0700", "root:root")));
    }

    private List<RemoteFile> files(InstallSpec spec, BackupConfig backup) {
        BackupModel model =
                BackupModel.of(spec.config().name(), spec.config().ssh().host(), backup);
        List<RemoteFile> files = new ArrayList<>();
        files.add(
                RemoteFile.of(
                        BackupFile.PATH,
                        templates.render("host" + BackupFile.PATH, model).text(),
                        "0600"));
        backup.document()
                .ifPresent(text -> files.add(RemoteFile.of(BackupFile.DOCUMENT, text, "0600")));
        return files;
    }

    private SystemdUnit unit(String name, BackupUnits model) {
        return new SystemdUnit(
                name, templates.render("host" + SystemdUnit.path(name), model).text());
    }
}
