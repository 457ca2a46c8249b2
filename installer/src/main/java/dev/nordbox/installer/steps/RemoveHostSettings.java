package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Gives back what was set on the host itself: sshd, the journal, updates, auditd, the time service,
 * the kernel's hardening, masked units, files of the user's.
 */
public final class RemoveHostSettings implements Step {

    @Override
    public String id() {
        return "remove-host-settings";
    }

    @Override
    public String title() {
        return "Give the host's own settings back";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return SilenceReporters.ours()
                .and(SecurityUpdates.ours())
                .and(WatchWithAuditd.ours())
                .and(KeepTime.ours())
                .and(KernelBefore.ours())
                .and(AddFiles.ours())
                .files(PrepareKernel.SYSCTL_FILES)
                .files(List.of(KeepLogs.SETTINGS, KeysOnly.DROP_IN, KeysOnly.DECLINED.path()));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        List<Change> changes = new ArrayList<>(KeysOnly.takenBack(facts));
        changes.addAll(KeepLogs.takenBack(facts));
        changes.addAll(SilenceReporters.takenBack(facts));
        changes.addAll(SecurityUpdates.takenBack(facts));
        changes.addAll(WatchWithAuditd.takenBack(facts));
        changes.addAll(KeepTime.takenBack(facts));
        // First, since what files say is in force after that.
        changes.addAll(Removal.of(facts, PrepareKernel.SYSCTL_FILES));
        changes.addAll(KernelBefore.takenBack(facts, Set.of()));
        changes.addAll(AddFiles.takenBack(facts));
        return changes;
    }
}
