package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
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
        return data == RemovalSteps.Data.DELETE ? everything(facts) : butTheKey(facts);
    }

    /** A key that nothing uses any more is only something to lose. */
    static List<Change> everything(HostFacts facts) {
        List<Change> changes = butTheKey(facts);
        changes.addAll(Removal.of(facts, List.of(BackupFile.STATE)));
        return changes;
    }

    /** A box that comes back finds its store open. */
    private static List<Change> butTheKey(HostFacts facts) {
        List<Change> changes = new ArrayList<>();
        for (String unit : UNITS) {
            changes.addAll(Removal.ofUnit(facts, unit));
        }
        changes.addAll(Removal.of(facts, PATHS));
        for (String unit : UNITS) {
            changes.addAll(Removal.forget(facts, unit));
        }
        return changes;
    }
}
