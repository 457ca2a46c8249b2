package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import java.util.ArrayList;
import java.util.List;

/** Makes no more kits; those that were made are somebody's way back, and stay. */
public final class RemoveBackup implements Step {
    /** What wakes others goes first. */
    private static final List<String> UNITS =
            List.of(
                    BackupFile.RENEWAL,
                    BackupFile.RENEWAL_TIMER,
                    BackupFile.TIMER,
                    BackupFile.SERVICE);

    private static final List<String> PATHS =
            List.of(
                    SystemdUnit.path(BackupFile.RENEWAL),
                    SystemdUnit.path(BackupFile.RENEWAL_TIMER),
                    SystemdUnit.path(BackupFile.TIMER),
                    SystemdUnit.path(BackupFile.SERVICE),
                    BackupFile.PATH,
                    BackupFile.CA);

    private final RemovalSteps.Data data;

    RemoveBackup(RemovalSteps.Data data) {
        this.data = data;
    }

    @Override
    public String id() {
        return "remove-backup";
    }

    @Override
    public String title() {
        return "Make no more kits";
    }

    static FactQuery query() {
        return Removal.query(PATHS).files(List.of(BackupFile.STATE)).units(UNITS);
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return query();
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        List<Change> changes = butTheKey(facts, RemoveBackup::goOnIfPossible);
        return data == RemovalSteps.Data.DELETE ? withTheKey(facts, changes) : changes;
    }

    /** For a box that goes on without kits. */
    static List<Change> everything(HostFacts facts) {
        return withTheKey(facts, butTheKey(facts, RemoveBackup::goOn));
    }

    /** A key that nothing uses any more is only something to lose. */
    private static List<Change> withTheKey(HostFacts facts, List<Change> changes) {
        changes.addAll(Removal.of(facts, List.of(BackupFile.STATE)));
        return changes;
    }

    /**
     * A box that comes back finds its store open.
     *
     * @param goOn who made the controller hold is the only one who lets it go on, so it does first
     */
    private static List<Change> butTheKey(HostFacts facts, Change.Effect goOn) {
        List<Change> changes = new ArrayList<>();
        for (String unit : UNITS) {
            changes.addAll(Removal.ofUnit(facts, unit));
        }
        if (facts.file(SystemdUnit.path(BackupFile.SERVICE)).isPresent()) {
            changes.add(new Change("let the controller go on, should it hold", goOn));
        }
        changes.addAll(Removal.of(facts, PATHS));
        for (String unit : UNITS) {
            changes.addAll(Removal.forget(facts, unit));
        }
        changes.addAll(failureForgotten(facts));
        return changes;
    }

    private static void goOn(Host host, Progress progress) throws ProblemException {
        host.run(ControllerLease.RELEASE).orFail(host, ControllerLease.RELEASE);
    }

    /** A k3s that does not answer any more is no reason to stay. */
    private static void goOnIfPossible(Host host, Progress progress) throws ProblemException {
        if (!host.run(ControllerLease.RELEASE).succeeded()) {
            progress.warn(
                    new Problem(
                            "whether the controller holds could not be seen",
                            host.name(),
                            "should it do so after another `up` with the data that stays, `kit"
                                    + " claim` ends it"));
        }
    }

    /** One that is stopped may fail by that. */
    private static List<Change> failureForgotten(HostFacts facts) {
        if (!Removal.hasFailed(facts, BackupFile.SERVICE)
                && facts.file(SystemdUnit.path(BackupFile.SERVICE)).isEmpty()) {
            return List.of();
        }
        // One that did not fail is not there any more to be reset.
        return List.of(
                new Change(
                        "let systemd forget how " + BackupFile.SERVICE + " ended",
                        (host, progress) -> host.run(Removal.failureOf(BackupFile.SERVICE))));
    }
}
