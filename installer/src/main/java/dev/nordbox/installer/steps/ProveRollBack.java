package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.steps.UpgradeNote.Phase;
import java.util.List;
import java.util.Optional;

/** Starts the old k3s again, and sees that the box is what it was before the upgrade. */
final class ProveRollBack implements Step {
    private final Wait wait;

    ProveRollBack(Wait wait) {
        this.wait = wait;
    }

    @Override
    public String id() {
        return "upgrade-back-prove";
    }

    @Override
    public String title() {
        return "Prove the old k3s";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING;
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Optional<UpgradeNote> due = BeginUpgrade.due(facts, spec, Phase.FAILED, Phase.RESTORED);
        if (due.isEmpty()) {
            return List.of();
        }
        return List.of(
                Change.running("restart k3s", StartK3s.RESTART),
                new Change(
                        "see that all is as before the upgrade",
                        (host, progress) -> prove(host, progress, due.get())));
    }

    private void prove(Host host, Progress progress, UpgradeNote note) throws ProblemException {
        new UpgradeProbes(host, wait, progress).pass(note.from());
        StartK3s.START.remember(host, note.startedWith());
        host.write(List.of(note.at(Phase.UNDONE).file()));
    }
}
