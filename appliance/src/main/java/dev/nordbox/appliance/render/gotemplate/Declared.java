package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variables that can be used at some place of a template. */
final class Declared {
    private final List<String> inOrder = new ArrayList<>();

    /** A template can declare as many as it has room for, and ask for each. */
    private final Map<String, Integer> howOften = new HashMap<>();

    Declared() {
        add("$");
    }

    void add(String name) {
        inOrder.add(name);
        howOften.merge(name, 1, Integer::sum);
    }

    boolean has(String name) {
        return howOften.containsKey(name);
    }

    int count() {
        return inOrder.size();
    }

    void forget(int from) {
        List<String> forgotten = inOrder.subList(from, inOrder.size());
        forgotten.forEach(
                name ->
                        howOften.computeIfPresent(
                                name, (n, often) -> often > 1 ? often - 1 : null));
        forgotten.clear();
    }
}
