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
import dev.nordbox.installer.step.Step;
import java.util.ArrayList;
import java.util.List;

/** Puts the verified k3s binary in place; a running k3s keeps the old one until it is restarted. */
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
        return binary(spec).query().files(LINKS);
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        List<Change> changes = new ArrayList<>(binary(spec).missing(facts));
        Artifact artifact = spec.artifacts().k3s();
        if (!changes.isEmpty() || !isNoted(facts, artifact.sha256())) {
            changes.add(
                    new Change(
                                    "ask k3s for its version",
                                    (host, progress) -> noteVersion(host, artifact))
                            .because("it proves that the binary runs here"));
        }
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

    private static boolean isNoted(HostFacts facts, String sum) {
        return facts.note(Note.K3S_VERSION).filter(note -> note.endsWith(" " + sum)).isPresent();
    }

    private static UploadedFile binary(InstallSpec spec) {
        return new UploadedFile(spec.artifacts().k3s(), K3sFiles.BINARY, "0755");
    }

    private static void noteVersion(Host host, Artifact artifact) throws ProblemException {
        SaidVersion said = SaidVersion.of(host, K3sFiles.BINARY);
        if (!said.runs()) {
            throw new ProblemException(
                    ExitCode.ARTIFACT_INVALID,
                    new Problem(
                            "the uploaded k3s " + said.failure(),
                            host.name() + ": " + K3sFiles.BINARY,
                            "use another k3s than " + artifact.local()));
        }
        host.write(List.of(noted(said.version(), artifact.sha256())));
    }
}
