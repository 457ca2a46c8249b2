package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;

/**
 * For programs that a box starts by itself: nobody watches, so what there is to say goes to the
 * journal, a line each.
 */
record JournalLines(Surroundings around) {

    void say(String line) {
        around.out().println(line);
        around.out().flush();
    }

    void tell(Problem problem) {
        String line = "%s (%s): %s".formatted(problem.what(), problem.where(), problem.remedy());
        around.err().println(around.redactor().redact(line));
        around.err().flush();
    }

    /**
     * @return the code to exit with
     */
    int failed(ProblemException e) {
        e.problems().forEach(this::tell);
        return e.exitCode().number();
    }
}
