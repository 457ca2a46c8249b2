package dev.nordbox.installer.drill;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.up.Down;
import dev.nordbox.installer.up.Up;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rehearses recovery: restores a kit on a throwaway host as {@code up --restore} does, proves what
 * came back, and takes it away again. A run that was killed has left its mark on the host, and the
 * next one begins by taking away what that left, so each begins and ends with nothing.
 */
public final class Drill {
    private final Scratch scratch;
    private final Restore restore;
    private final RestoredBox restored;
    private final Down down;
    private final Output output;
    private final Clock clock;

    /**
     * @param restore the flow of {@code up}, whose steps mark the host
     * @param down with everything that was put there
     */
    public Drill(
            Scratch scratch,
            Restore restore,
            RestoredBox restored,
            Down down,
            Output output,
            Clock clock) {
        this.scratch = scratch;
        this.restore = restore;
        this.restored = restored;
        this.down = down;
        this.output = output;
        this.clock = clock;
    }

    /** Makes the flow of {@code up} that ends in proving. */
    @FunctionalInterface
    public interface Restore {
        Up arrivingAt(Up.Arrival arrival);
    }

    /** What becomes of the restored box. */
    public enum Afterwards {
        TAKEN_AWAY,
        KEPT
    }

    /** What was found out. */
    public record Outcome(Instant began, Instant ended, List<Checked> findings) {
        public Outcome {
            findings = List.copyOf(findings);
        }
    }

    /** Writes down what was found out, while it is still there to be looked at. */
    @FunctionalInterface
    public interface Writing {
        void down(Outcome outcome) throws ProblemException;
    }

    /**
     * @param config of the box as the kit and a person have it, on the throwaway host
     * @return also when a check failed: the findings say so
     * @throws ProblemException HOST_REFUSED or KIT_UNUSABLE before anything is touched; any other
     *     when the restore itself failed, once everything was taken away
     */
    public Outcome run(BoxConfig config, Kit kit, Afterwards afterwards, Writing writing)
            throws ProblemException {
        BoxConfig rehearsal = Rehearsal.of(config, kit);
        scratch.admit(rehearsal.ssh(), kit);
        takeAway(rehearsal);
        Outcome outcome;
        try {
            outcome = rehearse(rehearsal, kit);
            writing.down(outcome);
        } catch (ProblemException failed) {
            leaveAfter(failed, rehearsal, afterwards);
            throw failed;
        }
        leave(rehearsal, afterwards);
        return outcome;
    }

    private Outcome rehearse(BoxConfig config, Kit kit) throws ProblemException {
        List<Checked> findings = new ArrayList<>();
        Instant began = clock.instant();
        Up up = restore.arrivingAt((host, settled) -> findings.addAll(prove(host, settled, kit)));
        up.run(config, Optional.of(kit), Mode.APPLY);
        findings.add(planIsEmpty(up.run(config, Optional.of(kit), Mode.PLAN).report()));
        return new Outcome(began, clock.instant(), findings);
    }

    private List<Checked> prove(Host host, BoxConfig config, Kit kit) throws ProblemException {
        return restored.findings(host, config, kit);
    }

    private static Checked planIsEmpty(InstallReport plan) {
        return Checked.of(
                "plan-empty",
                "up would change nothing",
                plan.changed().stream()
                        .map(step -> "`up` has something to do: " + step.title())
                        .toList());
    }

    private void leave(BoxConfig config, Afterwards afterwards) throws ProblemException {
        if (afterwards == Afterwards.TAKEN_AWAY) {
            takeAway(config);
        } else {
            output.tell(
                    new Event.Noted(
                            "kept",
                            "the restored box stays on %1$s; the next drill there takes it away, or: down"
                                            .formatted(config.ssh().host())
                                    + " --host %s --delete-data".formatted(config.ssh().host())));
        }
    }

    /** What made the drill fail is told, and not that its traces could not be taken away either. */
    private void leaveAfter(ProblemException failed, BoxConfig config, Afterwards afterwards) {
        try {
            leave(config, afterwards);
        } catch (ProblemException e) {
            failed.addSuppressed(e);
            e.problems().forEach(problem -> output.tell(new Event.Warned("drill", problem)));
        }
    }

    /** Only where a drill was at work. */
    private void takeAway(BoxConfig config) throws ProblemException {
        if (scratch.isMarked(config.ssh())) {
            down.run(config, Mode.APPLY);
        }
    }
}
