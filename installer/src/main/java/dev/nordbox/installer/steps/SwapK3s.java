package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.installer.steps.UpgradeNote.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the new k3s in the place of the old one, and starts it; the pods go on meanwhile. */
final class SwapK3s implements Step {
    static final Command SWAP =
            Command.of("mv", "-fT", "--", BeginUpgrade.NEXT, K3sFiles.BINARY).withRoot();
    static final Command RESTART =
            Command.of("systemctl", "restart", "--no-block", K3sFiles.UNIT).withRoot();

    private final UploadImages images = new UploadImages();

    @Override
    public String id() {
        return "upgrade-swap";
    }

    @Override
    public String title() {
        return "Put the new k3s in place";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return images.asks(spec).and(installed(spec).query()).and(BeginUpgrade.next(spec).query());
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Optional<UpgradeNote> due = BeginUpgrade.due(facts, spec, Phase.BEGUN, Phase.KEPT);
        if (due.isEmpty()) {
            return List.of();
        }
        UpgradeNote note = due.get();
        List<Change> changes = new ArrayList<>(images.plan(facts, spec));
        if (!installed(spec).stands(facts)) {
            if (note.phase() == Phase.KEPT) {
                changes.addAll(BeginUpgrade.next(spec).missing(facts));
            }
            changes.add(
                    Change.running(
                            "put k3s %s in the place of %s".formatted(note.to(), note.from()),
                            SWAP));
        }
        changes.add(
                new Change(
                        "note the version that is installed",
                        new WriteFile(Note.of(Note.K3S_VERSION, note.to()))));
        changes.add(Change.running("restart k3s", RESTART));
        changes.add(note.at(Phase.SWAPPED).noted("note that the new k3s was started"));
        return changes;
    }

    private static UploadedFile installed(InstallSpec spec) {
        return new UploadedFile(spec.artifacts().k3s(), K3sFiles.BINARY, "0755");
    }
}
