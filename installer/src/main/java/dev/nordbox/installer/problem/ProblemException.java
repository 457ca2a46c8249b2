package dev.nordbox.installer.problem;

import dev.nordbox.templates.TemplateFailed;
import java.util.List;
import java.util.stream.Collectors;

/** An expected failure: what, where, what now, and the exit code it ends in. */
public class ProblemException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final ExitCode exitCode;

    public ProblemException(ExitCode exitCode, Problem problem) {
        this(exitCode, List.of(problem));
    }

    /** All problems found, not the first: at least one. */
    public ProblemException(ExitCode exitCode, List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
        this.exitCode = exitCode;
    }

    public ProblemException(ExitCode exitCode, Problem problem, Throwable cause) {
        this(exitCode, List.of(problem));
        initCause(cause);
    }

    /** The same, where checked: the user's template is the user's to mend, ours is a defect. */
    public static ProblemException of(TemplateFailed failure) {
        ProblemException problem =
                new ProblemException(
                        failure.inUserTemplate() ? ExitCode.CONFIG_INVALID : ExitCode.UNEXPECTED,
                        failure.problems().stream()
                                .map(p -> new Problem(p.what(), p.where(), p.remedy()))
                                .toList());
        problem.initCause(failure);
        return problem;
    }

    public List<Problem> problems() {
        return problems;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
