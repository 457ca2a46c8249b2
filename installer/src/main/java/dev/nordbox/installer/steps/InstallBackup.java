package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Question;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has the box make kits by itself: settings, a key where the store wants one, a service, and what
 * starts it: a timer, and a sealing key that is new. Where nobody wants kits any more all of it
 * goes; the kits stay.
 */
public final class InstallBackup implements Question {
    private static final RemoteDirectory STATE =
            new RemoteDirectory(BackupFile.STATE, "0700", "root:root");

    private final Templates templates;
    private final BackupPlace place;

    /**
     * @param person asked for credentials that no file has
     */
    public InstallBackup(Templates templates, LoginPrompts person) {
        this.templates = templates;
        this.place = new BackupPlace(person);
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
        return RemoveBackup.query()
                .files(List.of(BackupFile.PATH))
                .and(BackupPlace.query(spec.config().backup()));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        Optional<BackupConfig> backup = spec.config().backup();
        if (backup.isEmpty()) {
            return RemoveBackup.everything(facts);
        }
        return isLeftOut(facts, spec) ? List.of() : wanted(facts, spec, backup.get());
    }

    @Override
    public boolean mayAsk(HostFacts firstLook, InstallSpec spec) {
        return spec.config().backup().filter(BackupPlace::mayAsk).isPresent();
    }

    @Override
    public void ask(Host host, HostFacts facts, InstallSpec spec) throws ProblemException {
        Optional<BackupConfig> backup = spec.config().backup();
        if (backup.isPresent() && spec.kit().isPresent()) {
            place.askOrGoOn(facts, backup.get().target());
        } else if (backup.isPresent()) {
            place.ask(facts, backup.get().target());
        }
    }

    @Override
    public List<Problem> unanswered(HostFacts facts, InstallSpec spec) {
        return isLeftOut(facts, spec)
                ? spec.config().backup().map(BackupConfig::target).stream()
                        .map(BackupPlace::goesOnWithout)
                        .toList()
                : List.of();
    }

    /**
     * Kits to come are no reason to keep a cluster from coming back. By the end of that nothing is
     * pending any more, so the kit that was named tells.
     */
    private boolean isLeftOut(HostFacts facts, InstallSpec spec) {
        return spec.kit().isPresent()
                && spec.config()
                        .backup()
                        .filter(backup -> place.isOutOfReach(facts, backup.target()))
                        .isPresent();
    }

    private List<Change> wanted(HostFacts facts, InstallSpec spec, BackupConfig backup)
            throws ProblemException {
        List<Change> changes = new ArrayList<>(RemoteDirectory.missing(facts, List.of(STATE)));
        changes.addAll(place.missing(facts, backup.target()));
        changes.addAll(WriteFile.missing(facts, files(spec, backup)));
        BackupUnits model =
                BackupUnits.of(
                        ControllerJava.executable(facts, spec),
                        backup,
                        !spec.config().proxy().saysNothing());
        changes.addAll(unit(BackupFile.SERVICE, model).unread(facts));
        changes.addAll(unit(BackupFile.TIMER, model).missing(facts));
        changes.addAll(SystemdUnit.started(facts, BackupFile.TIMER, backup.schedule().text()));
        changes.addAll(unit(BackupFile.RENEWAL_TIMER, RenewalUnits.MODEL).unread(facts));
        changes.addAll(unit(BackupFile.RENEWAL, RenewalUnits.MODEL).missing(facts));
        changes.addAll(SystemdUnit.started(facts, BackupFile.RENEWAL, "when a sealing key is new"));
        return changes;
    }

    private List<RemoteFile> files(InstallSpec spec, BackupConfig backup) {
        BackupModel model =
                BackupModel.of(spec.config().name(), spec.config().ssh().host(), backup);
        return List.of(
                RemoteFile.of(
                        BackupFile.PATH,
                        templates.render("host" + BackupFile.PATH, model).text(),
                        "0600"));
    }

    private SystemdUnit unit(String name, Record model) {
        return new SystemdUnit(
                name, templates.render("host" + SystemdUnit.path(name), model).text());
    }
}
