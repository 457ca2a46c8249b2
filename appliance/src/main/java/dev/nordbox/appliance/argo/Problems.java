package dev.nordbox.appliance.argo;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an object, so that all of it is told at once. */
final class Problems {

    private final String what;
    private final List<SpecProblem> found = new ArrayList<>();

    Problems() {
        this("an Application");
    }

    /**
     * @param what the kind of object, for people: {@code an Application}
     */
    Problems(String what) {
        this.what = what;
    }

    void fatal(String field, String message, String remedy) {
        found.add(new SpecProblem(field, message, remedy, true));
    }

    void warn(String field, String message, String remedy) {
        found.add(new SpecProblem(field, message, remedy, false));
    }

    void unknownField(String field) {
        warn(
                field,
                "is not a field of " + what + " and is ignored",
                "check how it is written, or take it out");
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<SpecProblem> found() {
        return found;
    }
}
