package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.steps.UpgradeNote.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Proves that the new k3s does what the old one did. When it does not, that is noted, and the steps
 * after this one go back; a host that cannot be asked any more is no proof of anything.
 */
final class ProveUpgrade implements Step {
    private final K3sFiles files;
    private final Wait wait;

    ProveUpgrade(K3sFiles files, Wait wait) {
        this.files = files;
        this.wait = wait;
    }

    @Override
    public String id() {
        return "upgrade-prove";
    }

    @Override
    public String title() {
        return "Prove the new k3s";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return UploadOwnImages.standing(spec)
                .files(files.paths())
                .artifacts(List.of(K3sFiles.BINARY))
                .files(K3sFiles.OF_PEOPLE)
                .folders(List.of(K3sFiles.DROP_INS));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        Optional<UpgradeNote> due =
                BeginUpgrade.due(facts, spec, Phase.BEGUN, Phase.KEPT, Phase.SWAPPED);
        if (due.isEmpty()) {
            return List.of();
        }
        String startedWith = startedWith(facts, spec);
        return List.of(
                new Change(
                                "see that API, node, DNS and all pods that were Ready are so again, and a"
                                        + " new one starts",
                                (host, progress) -> prove(host, progress, due.get(), startedWith))
                        .because("if not, k3s and datastore go back to how they were"));
    }

    private void prove(Host host, Progress progress, UpgradeNote note, String startedWith)
            throws ProblemException {
        try {
            new UpgradeProbes(host, wait, progress).pass(note.to());
        } catch (HostException e) {
            throw e;
        } catch (ProblemException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e; // nobody waited to the end
            }
            e.problems().forEach(progress::warn);
            host.write(List.of(note.failed(what(e)).file()));
            return;
        }
        StartK3s.START.remember(host, startedWith);
        host.write(List.of(note.at(Phase.PROVEN).file()));
    }

    private static String what(ProblemException failed) {
        // The diagnosis below the first line is for the screen and the log.
        return failed.problems().stream()
                .map(Problem::what)
                .map(what -> what.lines().findFirst().orElse(""))
                .findFirst()
                .orElse("");
    }

    /**
     * The fingerprint for {@code up}, which then finds nothing to do. Where a file is not as
     * wanted, or an archive of images is not there, {@code up} has to bring it and to start k3s
     * again, so that is not to be believed.
     */
    private String startedWith(HostFacts facts, InstallSpec spec) throws ProblemException {
        boolean asWanted =
                UploadOwnImages.stand(facts, spec)
                        && files.read(spec, facts).stream()
                                .allMatch(
                                        f ->
                                                facts.file(f.path())
                                                        .filter(i -> i.matches(f))
                                                        .isPresent());
        return asWanted ? files.fingerprint(withInstalled(facts, spec), facts) : "other-files";
    }

    /** A run that goes on from here has brought no k3s. */
    private static InstallSpec withInstalled(HostFacts facts, InstallSpec spec) {
        String sum = facts.file(K3sFiles.BINARY).map(FileFacts::sha256).orElse("");
        return new InstallSpec(
                spec.config(),
                spec.artifacts().with(new Artifact("k3s", Path.of(""), sum, 0)),
                spec.kit());
    }
}
