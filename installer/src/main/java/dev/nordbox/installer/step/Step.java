package dev.nordbox.installer.step;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;

/** One part of a box: says what is missing, given what there is. Has no effects of its own. */
public interface Step {

    /** Short and stable, for reports: {@code guard}. */
    String id();

    /** For people, in the infinitive: {@code Put the guard in place}. */
    String title();

    /**
     * The facts this step plans from, beyond those every run gathers. A part of the cluster that it
     * changes is always among them: after its changes only what it asks for is asked anew.
     */
    FactQuery asks(InstallSpec spec);

    /**
     * The changes that are missing, in the order they must be made; none when all is as wanted.
     * Once they are applied and the facts gathered anew, it answers none, or the run fails.
     *
     * @throws ProblemException when no change can help: a template that does not render, a host
     *     that has not what it takes
     */
    List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException;

    /**
     * Whether what it waits for may go again for a moment after it has come, as a node's readiness
     * while k3s still starts: where it is gone at the second look, it is waited for once more.
     */
    default boolean waitsAgain() {
        return false;
    }
}
