package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Puts the archives of {@code k3s.images} where k3s imports them from at its start, and takes those
 * away that it brought and nobody names any more. What people put there themselves is theirs.
 */
public final class UploadOwnImages implements Step {
    /** Names of the archives that are ours to take away. */
    private static final String NOTE = "own-images";

    /** Before each name, so that none is that of somebody else's archive. */
    private static final String PREFIX = UploadImages.DIRECTORY + "nordbox-";

    @Override
    public String id() {
        return "own-images";
    }

    @Override
    public String title() {
        return "Upload further images";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return standing(spec).files(List.of(Noted.file(NOTE)));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Set<String> wanted =
                archives(spec).stream()
                        .map(UploadedFile::target)
                        .collect(Collectors.toCollection(TreeSet::new));
        Noted brought = brought(facts);
        List<Change> changes = new ArrayList<>(brought.before(wanted));
        archives(spec).forEach(archive -> changes.addAll(archive.missing(facts)));
        Set<String> gone = brought.gone(wanted);
        if (!gone.isEmpty()) {
            changes.add(removal(gone));
        }
        changes.addAll(brought.after(facts, wanted));
        return changes;
    }

    /** What k3s is started with, for its fingerprint; in whatever order they are named. */
    static List<String> sums(InstallSpec spec) {
        return archives(spec).stream()
                .map(archive -> archive.target() + " " + archive.artifact().sha256())
                .sorted()
                .toList();
    }

    /** Whether all of them lie there. */
    static boolean stand(HostFacts facts, InstallSpec spec) {
        return archives(spec).stream().allMatch(archive -> archive.stands(facts));
    }

    /** To be asked for before {@link #stand}. */
    static FactQuery standing(InstallSpec spec) {
        return FactQuery.NOTHING.artifacts(
                archives(spec).stream().map(UploadedFile::target).toList());
    }

    /** The way back, for {@code down}. */
    static List<Change> takenBack(HostFacts facts) {
        Noted brought = brought(facts);
        List<Change> changes = new ArrayList<>();
        if (!brought.words().isEmpty()) {
            changes.add(removal(brought.words()));
        }
        changes.addAll(brought.after(facts, Set.of()));
        return changes;
    }

    /** To be asked for before {@link #takenBack}. */
    static FactQuery ours() {
        return FactQuery.NOTHING.files(List.of(Noted.file(NOTE)));
    }

    private static List<UploadedFile> archives(InstallSpec spec) {
        return spec.artifacts().ownImages().stream()
                .map(archive -> new UploadedFile(archive, target(archive), "0644"))
                .toList();
    }

    private static String target(Artifact archive) {
        return PREFIX + archive.fileName();
    }

    private static Noted brought(HostFacts facts) {
        return Noted.of(facts, NOTE, "which archives of images are nordbox's")
                .only(path -> path.startsWith(PREFIX)); // root removes them
    }

    private static Change removal(Set<String> paths) {
        return Change.running(
                "remove " + String.join(", ", paths), Removal.command(List.copyOf(paths)));
    }
}
