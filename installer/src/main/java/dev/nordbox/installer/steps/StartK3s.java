package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import java.util.List;

/**
 * Lets k3s start, and start anew exactly when binary, unit or configuration changed since it was
 * last told to. k3s' own script does not look at the configuration (k3s-io/k3s#7593). It is not
 * waited for here: what needs no cluster goes on beside it, and {@link AwaitNode} sees it come up.
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
                .files(files.paths())
                .artifacts(List.of(K3sFiles.BINARY))
                .files(K3sFiles.OF_PEOPLE)
                .folders(List.of(K3sFiles.DROP_INS))
                .cluster(ClusterPart.values()); // after a start, all of it may be another
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        String fingerprint = files.fingerprint(spec, facts);
        boolean same = START.wasWith(fingerprint, facts);
        UnitFacts unit = facts.unit(K3sFiles.UNIT);
        boolean current =
                same
                        && START.isOfWhatIsThere(
                                facts, files.read(spec, facts), List.of(K3sFiles.BINARY));
        if (current && (unit.isActive() || unit.isActivating())) {
            return List.of(); // one that is on its way would only be thrown back
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

    /** Systemd answers before it has ended the k3s before, which would pass for the new one. */
    private void start(Host host, Progress progress, String fingerprint) throws ProblemException {
        String before = START.current(host);
        host.run(RESTART).orFail(host, RESTART);
        K3sState begun =
                new K3sWait(host, wait, progress)
                        .until(k3s -> k3s.isStartedAfter(before), "k3s to begin");
        START.remember(host, fingerprint, begun.invocation());
    }
}
