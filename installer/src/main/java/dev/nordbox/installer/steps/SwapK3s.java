package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.installer.steps.UpgradeNote.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the new k3s in the place of the old one, and starts it; the pods go on meanwhile. */
final class SwapK3s implements Step {
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
        return new UploadImages()
                .asks(spec)
                .and(installed(spec).query())
                .and(BeginUpgrade.next(spec).query())
                .and(
                        BeginUpgrade.nextImages(spec)
                                .map(UploadedFile::query)
                                .orElse(FactQuery.NOTHING));
    }

    /** The binary first: only where it is the old one, an upgrade is begun anew. */
    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Optional<UpgradeNote> due = BeginUpgrade.due(facts, spec, Phase.BEGUN, Phase.KEPT);
        if (due.isEmpty()) {
            return List.of();
        }
        UpgradeNote note = due.get();
        List<Change> changes =
                new ArrayList<>(swapped(facts, note, installed(spec), BeginUpgrade.next(spec)));
        Optional<UploadedFile> images = UploadImages.archive(spec);
        if (images.isPresent()) {
            UploadedFile next = BeginUpgrade.nextImages(spec).orElseThrow();
            changes.addAll(swapped(facts, note, images.get(), next));
            changes.addAll(UploadImages.removeOthers(facts, images.get()));
        }
        changes.add(
                new Change(
                        "note the version that is installed",
                        new WriteFile(
                                UploadK3s.noted(note.to(), spec.artifacts().k3s().sha256()))));
        changes.add(Change.running("restart k3s", StartK3s.RESTART));
        changes.add(note.at(Phase.SWAPPED).noted("note that the new k3s was started"));
        return changes;
    }

    /** What lies beside takes its place; where a run before has lost it, it comes anew. */
    private static List<Change> swapped(
            HostFacts facts, UpgradeNote note, UploadedFile place, UploadedFile next) {
        if (place.stands(facts)) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        if (note.phase() == Phase.KEPT) {
            changes.addAll(next.missing(facts));
        }
        changes.add(
                Change.running(
                        "put that of k3s %s in place: %s".formatted(note.to(), place.target()),
                        swap(next.target(), place.target())));
        return changes;
    }

    static Command swap(String from, String to) {
        return Command.of("mv", "-fT", "--", from, to).withRoot();
    }

    private static UploadedFile installed(InstallSpec spec) {
        return new UploadedFile(spec.artifacts().k3s(), K3sFiles.BINARY, "0755");
    }
}
