package dev.nordbox.appliance.application;

import java.util.List;

/**
 * What one revision of the repository wants of the cluster.
 *
 * @param revision the commit
 * @param owner the repository, whatever the way there, and the path in it
 * @param applications in the order of their names, which are unique
 * @param problems files that may hold an Application and cannot be read: while there are any, an
 *     application that is not listed is not known to be gone
 */
public record DesiredState(
        String revision,
        String owner,
        List<DesiredApplication> applications,
        List<String> problems) {

    public DesiredState {
        applications = List.copyOf(applications);
        problems = List.copyOf(problems);
    }

    /**
     * Everything the repository wants is known, so what it does not name is not wanted. A refused
     * Application may want what another one has let go, and Applications of its own.
     */
    public boolean complete() {
        return problems.isEmpty()
                && applications.stream().allMatch(DesiredApplication.Rendered.class::isInstance);
    }
}
