package dev.nordbox.templates;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
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

    /**
     * Makes all of them.
     *
     * @throws TemplateFailed with the problems of every one that cannot be made
     */
    public static <T> List<T> all(List<Supplier<T>> renderings) {
        List<T> made = new ArrayList<>();
        Set<TemplateProblem> problems = new LinkedHashSet<>();
        boolean users = true;
        for (Supplier<T> rendering : renderings) {
            try {
                made.add(rendering.get());
            } catch (TemplateFailed e) {
                problems.addAll(e.problems);
                users &= e.users;
            }
        }
        if (!problems.isEmpty()) {
            throw new TemplateFailed(List.copyOf(problems), users);
        }
        return List.copyOf(made);
    }

    public List<TemplateProblem> problems() {
        return problems;
    }

    /** Whether the user can mend it: the template comes from the user's directory. */
    public boolean inUserTemplate() {
        return users;
    }
}
