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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves that the new k3s does what the old one did. When it does not, that is noted, and the steps
 * after this one go back; a host that cannot be asked any more is no proof of anything. One that
 * was left for long is not taken back: the datastore that it has lived with since would be lost.
 */
final class ProveUpgrade implements Step {
    /** How old the snapshot may be that k3s goes back to by itself. */
    private static final Duration FRESH = Duration.ofHours(1);

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
                .files(List.of(KeepForUpgrade.BEFORE, UpgradeNote.PATH))
                .artifacts(List.of(K3sFiles.BINARY, BeginUpgrade.OLD))
                .files(K3sFiles.OF_PEOPLE)
                .folders(List.of(K3sFiles.DROP_INS));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        Optional<UpgradeNote> due =
                BeginUpgrade.due(facts, spec, Phase.BEGUN, Phase.KEPT, Phase.SWAPPED, Phase.FAILED)
                        .filter(note -> note.phase() != Phase.FAILED || wasLeft(facts));
        if (due.isEmpty()) {
            return List.of();
        }
        String startedWith = startedWith(facts, spec);
        Optional<Instant> old = oldSnapshot(facts, due.get());
        return List.of(
                new Change(
                                "see that API, node, DNS and all pods that were Ready are so again, and a"
                                        + " new one starts",
                                (host, progress) ->
                                        prove(host, progress, due.get(), startedWith, old))
                        .because(
                                old.isEmpty()
                                        ? "if not, k3s and datastore go back to how they were"
                                        : "if not, all stays: the snapshot is too old to go back to"));
    }

    /**
     * When the snapshot was kept, if that is long ago. The note that the new k3s was started may be
     * younger: a run that was cut short before it wrote that is gone on with here.
     */
    private static Optional<Instant> oldSnapshot(HostFacts facts, UpgradeNote note) {
        if (note.phase() == Phase.BEGUN) {
            return Optional.empty(); // it is yet to be made
        }
        Instant kept =
                facts.file(KeepForUpgrade.BEFORE).map(FileFacts::changed).orElse(Instant.EPOCH);
        return Optional.of(kept).filter(at -> at.plus(FRESH).isBefore(facts.clock().at()));
    }

    /**
     * For one that failed: whether that is long ago, and nothing was put back yet. It is proved
     * again; where the old binary is back, the datastore may be half gone, and has to follow.
     */
    static boolean wasLeft(HostFacts facts) {
        return !BeginUpgrade.isTheOldOne(facts)
                && facts.file(UpgradeNote.PATH)
                        .filter(note -> note.changed().plus(FRESH).isBefore(facts.clock().at()))
                        .isPresent();
    }

    private void prove(
            Host host,
            Progress progress,
            UpgradeNote note,
            String startedWith,
            Optional<Instant> oldSnapshot)
            throws ProblemException {
        try {
            new UpgradeProbes(host, wait, progress).pass(note.to());
        } catch (HostException e) {
            throw e;
        } catch (ProblemException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e; // nobody waited to the end
            }
            if (oldSnapshot.isPresent()) {
                throw left(host, note, oldSnapshot.get(), e);
            }
            e.problems().forEach(progress::warn);
            host.write(List.of(note.failed(what(e)).file()));
            return;
        }
        StartK3s.START.remember(host, startedWith);
        host.write(List.of(note.at(Phase.PROVEN).file()));
    }

    private static ProblemException left(
            Host host, UpgradeNote note, Instant snapshot, ProblemException failed) {
        List<Problem> problems = new ArrayList<>(failed.problems());
        problems.add(
                new Problem(
                        "k3s %s and its datastore of %s are not put back: what was changed in the"
                                        .formatted(
                                                note.from(),
                                                snapshot.truncatedTo(ChronoUnit.SECONDS))
                                + " cluster since would be lost; nothing was changed now",
                        host.name() + ": " + UpgradeNote.KEPT,
                        "mend what the probe names"));
        return new ProblemException(failed.exitCode(), problems);
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
