package dev.nordbox.templates;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Templates cannot be used. Unchecked: in a template of ours it is a defect, in one of the user's
 * the command line tells the problems and ends.
 */
public final class TemplateFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<TemplateProblem> problems;
    private final boolean users;

    TemplateFailed(List<TemplateProblem> problems, boolean users) {
        super(problems.stream().map(TemplateProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
        this.users = users;
    }

    public List<TemplateProblem> problems() {
        return problems;
    }

    /** Whether the user can mend it: the template comes from the user's directory. */
    public boolean inUserTemplate() {
        return users;
    }
}
