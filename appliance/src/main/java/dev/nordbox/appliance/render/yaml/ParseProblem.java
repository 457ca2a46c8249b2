package dev.nordbox.appliance.render.yaml;

/** What is wrong with a text, and where; becomes a {@link YamlException} with a line in front. */
final class ParseProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Mark context;
    private final transient Mark problem;
    private final boolean scanning;

    private ParseProblem(String message, Mark context, Mark problem, boolean scanning) {
        super(message, null, false, false);
        this.context = context;
        this.problem = problem;
        this.scanning = scanning;
    }

    /** A character that fits nowhere, in something that started at {@code context}. */
    static ParseProblem scanning(String message, Mark context, Mark problem) {
        return new ParseProblem(message, context, problem, true);
    }

    /** A token that fits nowhere, in something that started at {@code context}. */
    static ParseProblem parsing(String message, Mark context, Mark problem) {
        return new ParseProblem(message, context, problem, false);
    }

    static ParseProblem parsing(String message, Mark problem) {
        return new ParseProblem(message, Mark.START, problem, false);
    }

    /**
     * In the words, and with the line, that the Go libraries give. They differ in which of two
     * marks they prefer; neither tells the first line, and only one kind of problem counts from 1.
     */
    YamlException explain(Schema schema) {
        int line;
        if (schema == Schema.V3) {
            line = context.line() != 0 ? counted(context) : counted(problem);
        } else {
            line = problem.line() != 0 ? counted(problem) : context.line();
        }
        return new YamlException(
                "yaml: " + (line == 0 ? "" : "line " + line + ": ") + getMessage());
    }

    private int counted(Mark mark) {
        return mark.line() == 0 ? 0 : mark.line() + (scanning ? 1 : 0);
    }
}
