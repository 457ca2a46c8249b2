package dev.nordbox.appliance.argo;

import java.util.List;

/**
 * What came of reading an Application.
 *
 * @param application with defaults in place of what could not be read
 * @param problems all of them, in the order of the fields
 */
public record Reading(Application application, List<SpecProblem> problems) {
    public Reading {
        problems = List.copyOf(problems);
    }

    /** The problems for which nothing is synced; empty when the Application can be honoured. */
    public List<SpecProblem> fatal() {
        return problems.stream().filter(SpecProblem::fatal).toList();
    }

    /** What is honoured without the field, or ignored by Argo CD as well. */
    public List<SpecProblem> warnings() {
        return problems.stream().filter(problem -> !problem.fatal()).toList();
    }
}
