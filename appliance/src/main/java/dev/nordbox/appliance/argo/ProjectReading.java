package dev.nordbox.appliance.argo;

import java.util.List;

/**
 * What came of reading an AppProject.
 *
 * @param problems all of them; with a fatal one none of its Applications is synced, since what it
 *     is to prevent is not prevented
 */
public record ProjectReading(Project project, List<SpecProblem> problems) {
    public ProjectReading {
        problems = List.copyOf(problems);
    }
}
