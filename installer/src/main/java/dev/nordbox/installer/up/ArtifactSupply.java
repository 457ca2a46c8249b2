package dev.nordbox.installer.up;

import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.Machine;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.problem.ProblemException;
import java.util.function.Function;

/** Finds, downloads and verifies what a run may have to upload. */
@FunctionalInterface
public interface ArtifactSupply {
    /** The same for a run that uploads nothing: what need not be there for that is not fetched. */
    default Artifacts foresee(
            BoxConfig config, Machine machine, Function<String, TransferProgress> progress)
            throws ProblemException {
        return obtain(config, machine, progress);
    }

    /**
     * The whole of what was foreseen, fetched.
     *
     * @param foreseen by {@link #foresee}, for the same configuration and machine
     */
    default Artifacts fetch(
            Artifacts foreseen,
            BoxConfig config,
            Machine machine,
            Function<String, TransferProgress> progress)
            throws ProblemException {
        return obtain(config, machine, progress);
    }

    /** Whether a person brought a k3s, whose version is theirs to know. */
    default boolean bringsK3s() {
        return false;
    }

    Artifacts obtain(BoxConfig config, Machine machine, Function<String, TransferProgress> progress)
            throws ProblemException;
}
