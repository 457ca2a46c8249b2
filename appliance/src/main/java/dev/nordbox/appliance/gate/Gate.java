package dev.nordbox.appliance.gate;

import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.desired.DesiredObjects;
import java.util.List;

/** Sees all that an application wants, before the cluster is asked anything. */
public interface Gate {

    /**
     * Every objection, with where it is written and what to do; empty when there is none.
     *
     * @param project of the application
     */
    List<String> objections(DesiredObjects desired, Project project);

    /** What it lets pass and yet does not keep to itself, likewise. */
    default List<String> warnings(DesiredObjects desired, Project project) {
        return List.of();
    }
}
