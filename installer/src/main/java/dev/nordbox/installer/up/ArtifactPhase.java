package dev.nordbox.installer.up;

import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.Machine;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepEngine.Mode;
import java.util.function.Function;

/** The phase in which what a host shall get comes together; a plan only foresees it. */
record ArtifactPhase(ArtifactSupply supply, Phases phases, Output output) {
    private static final String NAME = "artifacts";

    Artifacts of(BoxConfig config, Machine machine, Mode mode) throws ProblemException {
        Function<String, TransferProgress> progress = what -> phases.transfer(NAME, what);
        return phases.during(
                NAME,
                () -> {
                    Artifacts artifacts =
                            mode == Mode.PLAN
                                    ? supply.foresee(config, machine, progress)
                                    : supply.obtain(config, machine, progress);
                    artifacts.warnings().forEach(each -> output.tell(new Event.Warned(NAME, each)));
                    return artifacts;
                },
                artifacts ->
                        (mode == Mode.PLAN ? "known: " : "sha256 verified: ")
                                + artifacts.k3s().name());
    }
}
