package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import java.util.List;
import java.util.Optional;

/**
 * Holds the data of volumes that was laid down against the kit, while nothing can have changed it:
 * before k3s starts. What it found stays noted; a difference is the drill's to tell.
 */
public final class CompareVolumes implements Step {
    private static final String NOTE = "volumes-compared";

    @Override
    public String id() {
        return "compare-volumes";
    }

    @Override
    public String title() {
        return "Compare the data of volumes with the kit";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING;
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Kit kit = spec.kit().orElseThrow();
        if (new VolumeData(kit).isEmpty() || differing(facts, kit).isPresent()) {
            return List.of();
        }
        return List.of(
                new Change(
                        "read the data of volumes and compare it with the kit",
                        (host, progress) -> compare(host, progress, kit)));
    }

    private static void compare(Host host, Progress progress, Kit kit) throws ProblemException {
        List<String> differing = new VolumeData(kit).differing(host, progress.uploading("volumes"));
        String found = differing.isEmpty() ? "same" : String.join(" ", differing);
        host.write(List.of(Note.of(NOTE, kit.id() + " " + found)));
    }

    /** Paths that were not as the kit has them; empty where nobody has looked. */
    public static Optional<List<String>> differing(HostFacts facts, Kit kit) {
        String prefix = kit.id() + " ";
        return facts.note(NOTE)
                .filter(note -> note.startsWith(prefix))
                .map(note -> note.substring(prefix.length()))
                .map(found -> found.equals("same") ? List.of() : List.of(found.split(" ")));
    }
}
