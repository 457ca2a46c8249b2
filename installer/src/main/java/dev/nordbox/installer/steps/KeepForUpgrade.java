package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.steps.UpgradeNote.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keeps what the way back needs while k3s is still the old one, and how the box is doing. */
final class KeepForUpgrade implements Step {
    static final String LABEL = "keep what an upgrade goes back to";
    static final String BEFORE = UpgradeNote.KEPT + "/before";

    private final CanaryBefore canary;

    KeepForUpgrade(CanaryBefore canary) {
        this.canary = canary;
    }

    @Override
    public String id() {
        return "upgrade-keep";
    }

    @Override
    public String title() {
        return "Keep the way back";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING;
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Optional<UpgradeNote> due = BeginUpgrade.due(facts, spec, Phase.BEGUN);
        if (due.isEmpty()) {
            return List.of();
        }
        UpgradeNote note = due.get();
        Command keep =
                HostScript.of(LABEL, "keep-for-upgrade", snapshot(note))
                        .within(Duration.ofMinutes(10));
        return List.of(
                new Change(
                        "save an etcd snapshot, and keep k3s %s with its images in %s"
                                .formatted(note.from(), UpgradeNote.KEPT),
                        (host, progress) -> {
                            canary.see(host, progress);
                            host.run(keep).orFail(host, keep);
                        }),
                new Change(
                        "note which pods are Ready",
                        (host, progress) -> lookAround(host, progress, note)));
    }

    /** As k3s lists it while it is made: {@code nordbox-upgrade-v1.36.4-k3s1}. */
    private static String snapshot(UpgradeNote note) {
        return "nordbox-upgrade-" + note.from().replace('+', '-');
    }

    private void lookAround(Host host, Progress progress, UpgradeNote note)
            throws ProblemException {
        progress.doing("looking how busy k3s is, for some seconds");
        int busy = K3sBusyness.of(host);
        String before =
                BoxHealth.of(host).asBefore() + canary.asBefore() + K3sBusyness.asBefore(busy);
        host.write(List.of(RemoteFile.of(BEFORE, before, "0600"), note.at(Phase.KEPT).file()));
    }
}
