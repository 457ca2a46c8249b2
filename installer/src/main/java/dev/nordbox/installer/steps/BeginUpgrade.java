package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.steps.UpgradeNote.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the new binary beside the old one and has it say its version there: one that does not run
 * on this host, or is another than was wanted, costs nothing.
 */
final class BeginUpgrade implements Step {
    /** On the file system of the old one, so that it takes its place at once. */
    static final String NEXT = K3sFiles.BINARY + ".next";

    /** As {@link #NEXT}: the folder of the images' archive, where k3s does not look for one. */
    static final String NEXT_IMAGES = "/var/lib/rancher/k3s/agent/nordbox-next";

    /** The one that was installed. */
    static final String OLD = UpgradeNote.KEPT + "/k3s";

    private final CanaryBefore canary;

    BeginUpgrade(CanaryBefore canary) {
        this.canary = canary;
    }

    @Override
    public String id() {
        return "upgrade-begin";
    }

    @Override
    public String title() {
        return "Begin the upgrade of k3s";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return nextImages(spec)
                .map(UploadedFile::query)
                .orElse(FactQuery.NOTHING)
                .and(next(spec).query())
                .artifacts(List.of(K3sFiles.BINARY, OLD));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        String to = spec.config().k3s().version();
        if (!isDue(facts, to)) {
            return List.of();
        }
        UpgradeNote note = UpgradeNote.begun(facts, to);
        List<Change> changes = new ArrayList<>();
        changes.add(
                new Change("see that a new pod starts, and take it away again", canary::see)
                        .because("the new k3s will have to do the same"));
        changes.addAll(next(spec).missing(facts));
        changes.add(
                new Change(
                                "ask the new k3s for its version",
                                (host, progress) -> check(host, spec.artifacts().k3s(), to))
                        .because("it proves that it runs here"));
        nextImages(spec).ifPresent(archive -> changes.addAll(archive.missing(facts)));
        changes.add(
                note.noted("note that an upgrade from %s to %s begins".formatted(note.from(), to)));
        return changes;
    }

    private static boolean isDue(HostFacts facts, String to) {
        Optional<UpgradeNote> note = UpgradeNote.of(facts);
        if (note.isEmpty()) {
            return isWanted(facts, to);
        }
        // A snapshot from before the swap may be days old by now.
        return note.get().phase() == Phase.BEGUN && !note.get().to().equals(to)
                || note.get().phase() == Phase.KEPT && isTheOldOne(facts);
    }

    /** Whether what is installed is what was kept. */
    static boolean isTheOldOne(HostFacts facts) {
        Optional<String> kept = facts.file(OLD).map(FileFacts::sha256);
        return kept.isPresent() && kept.equals(facts.file(K3sFiles.BINARY).map(FileFacts::sha256));
    }

    /** Whether what is installed is another version. */
    static boolean isWanted(HostFacts facts, String to) {
        return !facts.k3s().version().equals(Optional.of(to));
    }

    /** The note of an upgrade that is in one of the phases, or the one that would be begun. */
    static Optional<UpgradeNote> due(HostFacts facts, InstallSpec spec, Phase... phases) {
        String to = spec.config().k3s().version();
        Optional<UpgradeNote> note = UpgradeNote.of(facts);
        if (note.isPresent()) {
            return note.filter(found -> found.phase().isOneOf(phases));
        }
        // A plan foresees the whole way on, and no way back.
        return Optional.of(UpgradeNote.begun(facts, to))
                .filter(begun -> isWanted(facts, to) && begun.phase().isOneOf(phases));
    }

    static UploadedFile next(InstallSpec spec) {
        return new UploadedFile(spec.artifacts().k3s(), NEXT, "0755");
    }

    static Optional<UploadedFile> nextImages(InstallSpec spec) {
        return spec.artifacts()
                .images()
                .map(i -> new UploadedFile(i, NEXT_IMAGES + "/" + i.fileName(), "0644"));
    }

    private static void check(Host host, Artifact artifact, String to) throws ProblemException {
        SaidVersion said = SaidVersion.of(host, NEXT);
        if (said.version().equals(to)) {
            return;
        }
        String what = said.runs() ? "is %s, not %s".formatted(said.version(), to) : said.failure();
        host.run(Command.of("rm", "-f", NEXT).withRoot());
        throw new ProblemException(
                ExitCode.ARTIFACT_INVALID,
                new Problem(
                        "the k3s that was brought " + what,
                        host.name() + ": " + NEXT,
                        "nothing was changed; bring another than %s, or name its version with --k3s"
                                .formatted(artifact.local())));
    }
}
