package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.List;

/**
 * A slice of Go. Only {@code sortAlpha} changes one that others may hold, as in the original.
 *
 * @param elements what the type says they are; nil of an interface being {@link GoNil#INVALID}
 * @param nil not there, which reads as empty but is {@code null} in JSON
 */
record GoSlice(Of of, List<Object> elements, boolean nil) {
    enum Of {
        ANY("interface {}"),
        STRING("string"),
        INT("int"),
        LISTS("[]interface {}");

        private final String word;

        Of(String word) {
            this.word = word;
        }
    }

    static GoSlice ofAny(List<Object> elements) {
        return new GoSlice(Of.ANY, elements, false);
    }

    static GoSlice nilOfAny() {
        return new GoSlice(Of.ANY, List.of(), true);
    }

    static GoSlice ofStrings(List<String> elements) {
        return new GoSlice(Of.STRING, new ArrayList<>(elements), false);
    }

    static GoSlice nilOfStrings() {
        return new GoSlice(Of.STRING, List.of(), true);
    }

    static GoSlice ofInts(List<Object> elements) {
        return new GoSlice(Of.INT, elements, false);
    }

    String type() {
        return "[]" + of.word;
    }

    int size() {
        return elements.size();
    }

    Object get(int i) {
        return elements.get(i);
    }

    /** An element as Go's {@code reflect} gives it. */
    Object element(int i) {
        return of == Of.ANY ? new Iface(elements.get(i)) : elements.get(i);
    }

    GoSlice slice(int start, int end) {
        return new GoSlice(of, elements.subList(start, end), false);
    }
}
