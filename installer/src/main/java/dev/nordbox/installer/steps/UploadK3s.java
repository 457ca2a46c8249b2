package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the verified k3s binary in place; a running k3s keeps the old one until it is restarted.
 * Where k3s has written data already, only another build of that very version takes its place:
 * {@code upgrade} has a way back from another one, and this has none.
 */
public final class UploadK3s implements Step {
    /** Commands that k3s answers to by name; a program of the host's own is left in its place. */
    static final List<String> LINKS =
            List.of("/usr/local/bin/kubectl", "/usr/local/bin/crictl", "/usr/local/bin/ctr");

    @Override
    public String id() {
        return "k3s-binary";
    }

    @Override
    public String title() {
        return "Upload k3s";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return binary(spec)
                .query()
                .and(BeginUpgrade.next(spec).query())
                .and(Restoration.query())
                .files(LINKS);
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        List<Change> changes = new ArrayList<>(brought(facts, spec));
        for (String link : LINKS) {
            if (facts.file(link).isEmpty()) {
                Command make = Command.of("ln", "-s", K3sFiles.BINARY, link).withRoot();
                changes.add(
                        Change.running("link " + link + " to k3s", make)
                                .because("nothing is called so"));
            }
        }
        return changes;
    }

    private static List<Change> brought(HostFacts facts, InstallSpec spec) {
        Optional<String> bound = boundTo(facts);
        if (bound.isPresent() && !binary(spec).stands(facts)) {
            return anotherBuild(facts, spec, bound.get());
        }
        List<Change> changes = new ArrayList<>(binary(spec).missing(facts));
        Artifact artifact = spec.artifacts().k3s();
        if (!changes.isEmpty() || !isNoted(facts, artifact.sha256())) {
            changes.add(
                    new Change(
                                    "ask k3s for its version",
                                    (host, progress) -> noteVersion(host, progress, artifact, spec))
                            .because("it proves that the binary runs here"));
        }
        return changes;
    }

    /** The version whose data is here to stay; what a restore has begun it replaces. */
    private static Optional<String> boundTo(HostFacts facts) {
        return facts.k3s().ours()
                        && facts.file(Restoration.DATASTORE).isPresent()
                        && !Restoration.isBegun(facts)
                ? facts.k3s().version()
                : Optional.empty();
    }

    private static List<Change> anotherBuild(HostFacts facts, InstallSpec spec, String version) {
        Artifact artifact = spec.artifacts().k3s();
        UploadedFile next = BeginUpgrade.next(spec);
        BroughtK3s brought =
                new BroughtK3s(
                        next.target(),
                        artifact,
                        version,
                        isOfTheNote(facts),
                        facts.unit(K3sFiles.UNIT).isActive());
        List<Change> changes = new ArrayList<>(next.missing(facts));
        changes.add(
                new Change(
                                "ask the k3s that was brought for its version",
                                (host, progress) -> brought.require(host))
                        .because("only k3s %s may take the place of this one".formatted(version)));
        changes.add(
                Change.running(
                        "put it in place: " + K3sFiles.BINARY,
                        SwapK3s.swap(next.target(), K3sFiles.BINARY)));
        changes.add(
                new Change(
                        "note the version that is installed",
                        (host, progress) -> noteVersion(host, progress, artifact, spec)));
        return changes;
    }

    /** Whether it is a link as this step makes them, and no program or link of the host's own. */
    static boolean isOurLink(FileFacts found) {
        return found.kind() == FileFacts.Kind.LINK && found.target().equals(K3sFiles.BINARY);
    }

    /**
     * The note of what is installed, {@code VERSION SUM}: it counts for the binary of that sum
     * alone, so that a run that was killed between both leaves none that is believed.
     */
    static RemoteFile noted(String version, String sum) {
        return Note.of(Note.K3S_VERSION, version + " " + sum);
    }

    /** Somebody may have put another in its place since; where there is none, the data is of it. */
    private static boolean isOfTheNote(HostFacts facts) {
        return facts.file(K3sFiles.BINARY)
                .map(found -> isNoted(facts, found.sha256()))
                .orElse(true);
    }

    private static boolean isNoted(HostFacts facts, String sum) {
        return facts.note(Note.K3S_VERSION).filter(note -> note.endsWith(" " + sum)).isPresent();
    }

    private static UploadedFile binary(InstallSpec spec) {
        return new UploadedFile(spec.artifacts().k3s(), K3sFiles.BINARY, "0755");
    }

    private static void noteVersion(
            Host host, Progress progress, Artifact artifact, InstallSpec spec)
            throws ProblemException {
        SaidVersion said = SaidVersion.of(host, K3sFiles.BINARY);
        if (!said.runs()) {
            throw new ProblemException(
                    ExitCode.ARTIFACT_INVALID,
                    new Problem(
                            "the uploaded k3s " + said.failure(),
                            host.name() + ": " + K3sFiles.BINARY,
                            "use another k3s than " + artifact.local()));
        }
        // Of the version that settings say it is told already.
        if (!said.version().equals(spec.config().k3s().version())) {
            TriedK3s.warning(said.version()).ifPresent(progress::warn);
        }
        host.write(List.of(noted(said.version(), artifact.sha256())));
    }
}
