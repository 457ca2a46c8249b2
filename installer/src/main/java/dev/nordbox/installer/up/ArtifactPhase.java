package dev.nordbox.installer.up;

import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.Machine;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepEngine.Mode;

/** The phase in which what a host shall get comes together; a plan only foresees it. */
record ArtifactPhase(ArtifactSupply supply, Phases phases, Output output) {
    private static final String NAME = "artifacts";
    private static final String KNOWN = "known";
    private static final String VERIFIED = "sha256 verified";

    /** All that a run in this mode needs. */
    Artifacts of(BoxConfig config, Machine machine, Mode mode) throws ProblemException {
        return mode == Mode.PLAN
                ? told(KNOWN, () -> supply.foresee(config, machine, this::progress))
                : told(VERIFIED, () -> supply.obtain(config, machine, this::progress));
    }

    /** Without the warnings, which {@link #fetched} tells. */
    Artifacts foreseen(BoxConfig config, Machine machine) throws ProblemException {
        return phases.during(
                NAME,
                () -> supply.foresee(config, machine, this::progress),
                artifacts -> KNOWN + ": " + artifacts.k3s().name());
    }

    Artifacts fetched(Artifacts foreseen, BoxConfig config, Machine machine)
            throws ProblemException {
        return told(VERIFIED, () -> supply.fetch(foreseen, config, machine, this::progress));
    }

    private Artifacts told(String how, Phases.Work<Artifacts> work) throws ProblemException {
        return phases.during(
                NAME,
                () -> {
                    Artifacts artifacts = work.perform();
                    artifacts.warnings().forEach(each -> output.tell(new Event.Warned(NAME, each)));
                    return artifacts;
                },
                artifacts -> how + ": " + artifacts.k3s().name());
    }

    private TransferProgress progress(String what) {
        return phases.transfer(NAME, what);
    }
}
