package dev.nordbox.appliance.jq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nordbox.appliance.json.JsonPointer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** jq's paths as pointers. */
final class Steps {

    /** Taking one out does not move those that follow it in this order. */
    static final Comparator<JsonPointer> LAST_FIRST = (a, b) -> compare(b.steps(), a.steps());

    private Steps() {}

    /** One pointer, or several for a path through a part of a list: {@code [1:3]}. */
    static List<JsonPointer> pointers(JsonNode object, JsonNode path) {
        List<Place> places = List.of(new Place(List.of(), object));
        for (JsonNode step : path) {
            places = places.stream().flatMap(place -> place.below(step)).toList();
        }
        return path.isEmpty()
                ? List.of() // the whole object, which cannot go
                : places.stream().map(place -> new JsonPointer(place.steps)).toList();
    }

    /** How far a path has come. */
    private record Place(List<String> steps, JsonNode value) {

        Stream<Place> below(JsonNode step) {
            if (step.isTextual()) {
                return Stream.of(field(step.textValue()));
            }
            if (step.isIntegralNumber()) {
                return Stream.of(element(fromStart(step.intValue())));
            }
            int start = fromStart(step.path("start").asInt(0));
            int end = fromStart(step.path("end").asInt(value.size()));
            return IntStream.range(Math.max(start, 0), Math.min(end, value.size()))
                    .mapToObj(this::element);
        }

        /** In jq, -1 is the last one. */
        private int fromStart(int index) {
            return index < 0 ? value.size() + index : index;
        }

        private Place field(String name) {
            return new Place(and(name), value.path(name));
        }

        private Place element(int index) {
            return new Place(and(String.valueOf(index)), value.path(index));
        }

        private List<String> and(String step) {
            return Stream.concat(steps.stream(), Stream.of(step)).toList();
        }
    }

    private static int compare(List<String> a, List<String> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    /** Places of a list by their number, which has no zeros in front, and before all names. */
    private static int compare(String a, String b) {
        boolean numberA = a.matches("[0-9]+");
        boolean numberB = b.matches("[0-9]+");
        if (numberA != numberB) {
            return numberA ? -1 : 1;
        }
        return numberA && a.length() != b.length()
                ? Integer.compare(a.length(), b.length())
                : a.compareTo(b);
    }
}
