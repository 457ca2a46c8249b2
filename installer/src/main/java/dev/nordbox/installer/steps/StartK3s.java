package dev.nordbox.installer.steps;

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
import java.util.Optional;

/**
 * Starts k3s, and starts it anew exactly when binary, unit or configuration changed since it was
 * last started well. k3s' own script does not look at the configuration (k3s-io/k3s#7593).
 */
public final class StartK3s implements Step {
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
                .files(K3sFiles.OF_PEOPLE)
                .folders(List.of(K3sFiles.DROP_INS));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        String fingerprint = files.fingerprint(spec, facts);
        Optional<String> startedWith = facts.note(Note.K3S_STARTED_WITH);
        UnitFacts unit = facts.unit(K3sFiles.UNIT);
        boolean same = startedWith.equals(Optional.of(fingerprint));
        if (same && unit.isActive()) {
            return List.of();
        }
        if (same && unit.active().equals("activating")) {
            // As after a boot: another start would only throw it back.
            return List.of(new Change("wait for k3s, which is starting", this::awaitActive));
        }
        String description =
                startedWith.isEmpty()
                        ? "start k3s"
                        : same
                                ? "start k3s again: it is " + unit.active()
                                : "restart k3s: its binary, unit or configuration changed";
        return List.of(
                new Change(description, (host, progress) -> start(host, progress, fingerprint)));
    }

    private void start(Host host, Progress progress, String fingerprint) throws ProblemException {
        // The unit says that it is up only when the API is; waiting here shows what it does.
        Command restart =
                Command.of("systemctl", "restart", "--no-block", K3sFiles.UNIT).withRoot();
        host.run(restart).orFail(host, restart);
        awaitActive(host, progress);
        host.write(List.of(Note.of(Note.K3S_STARTED_WITH, fingerprint)));
    }

    private void awaitActive(Host host, Progress progress) throws ProblemException {
        new K3sWait(host, wait, progress).until(K3sState::isActive, "k3s to start");
    }
}
