package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import java.util.List;

/**
 * Starts k3s, and starts it anew exactly when binary, unit or configuration changed since it was
 * last started well. k3s' own script does not look at the configuration (k3s-io/k3s#7593).
 */
public final class StartK3s implements Step {
    static final ServiceStart START = new ServiceStart(K3sFiles.UNIT, Note.K3S_STARTED_WITH);

    /** The unit says that it is up only when the API is; whoever waits here shows what it does. */
    static final Command RESTART =
            Command.of("systemctl", "restart", "--no-block", K3sFiles.UNIT).withRoot();

    private final K3sFiles files;
    private final Wait wait;

    public StartK3s(K3sFiles files, Wait wait) {
        this.files = files;
        this.wait = wait;
    }

    @Override
    public String id() {
        return "k3s-start";
    }

    @Override
    public String title() {
        return "Start k3s";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING
                .units(List.of(K3sFiles.UNIT))
                .files(files.read(spec).stream().map(RemoteFile::path).toList())
                .artifacts(List.of(K3sFiles.BINARY))
                .files(K3sFiles.OF_PEOPLE)
                .folders(List.of(K3sFiles.DROP_INS))
                .cluster(ClusterPart.values()); // after a start, all of it may be another
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        String fingerprint = files.fingerprint(spec, facts);
        boolean same = START.wasWith(fingerprint, facts);
        UnitFacts unit = facts.unit(K3sFiles.UNIT);
        boolean current =
                same && START.isOfWhatIsThere(facts, files.read(spec), List.of(K3sFiles.BINARY));
        if (current && unit.isActive()) {
            return List.of();
        }
        if (current && unit.active().equals("activating")) {
            // As after a boot: another start would only throw it back.
            return List.of(new Change("wait for k3s, which is starting", this::awaitActive));
        }
        return List.of(
                new Change(
                        description(START.isKnown(facts), same, current, unit),
                        (host, progress) -> start(host, progress, fingerprint)));
    }

    private static String description(
            boolean known, boolean same, boolean current, UnitFacts unit) {
        if (!known) {
            return "start k3s";
        }
        if (!same) {
            return "restart k3s: its binary, unit or configuration changed";
        }
        return current
                ? "start k3s again: it is " + unit.active()
                : "restart k3s: it was started meanwhile, with files that were changed by hand";
    }

    private void start(Host host, Progress progress, String fingerprint) throws ProblemException {
        host.run(RESTART).orFail(host, RESTART);
        awaitActive(host, progress);
        START.remember(host, fingerprint);
    }

    private void awaitActive(Host host, Progress progress) throws ProblemException {
        new K3sWait(host, wait, progress).until(K3sState::isActive, "k3s to start");
    }
}
