package dev.nordbox.appliance.argo;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an Application, so that all of it is told at once. */
final class Problems {

    private final List<SpecProblem> found = new ArrayList<>();

    void fatal(String field, String message, String remedy) {
        found.add(new SpecProblem(field, message, remedy, true));
    }

    void warn(String field, String message, String remedy) {
        found.add(new SpecProblem(field, message, remedy, false));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<SpecProblem> found() {
        return found;
    }
}
