package dev.nordbox.installer.step;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;

/**
 * A step that may need a word of a person. It is asked for once what a person has to mend was told:
 * who has answered can walk away, and where nobody is there nothing has been fetched or brought
 * yet.
 */
public interface Question extends Step {

    /**
     * Whether it may have to ask.
     *
     * @param firstLook without the files that the step asks for
     */
    boolean mayAsk(HostFacts firstLook, InstallSpec spec);

    /**
     * Asks, if it has to, and keeps the answer for its change.
     *
     * @param facts with those that the step asks for
     * @param spec without artifacts
     * @throws ProblemException when there is no answer, and no going on without
     */
    void ask(Host host, HostFacts facts, InstallSpec spec) throws ProblemException;

    /** What the run goes on without, for lack of an answer; told before it begins. */
    default List<Problem> unanswered(HostFacts facts, InstallSpec spec) {
        return List.of();
    }
}
