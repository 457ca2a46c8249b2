package dev.nordbox.appliance.ignore;

import dev.nordbox.appliance.jq.JqException;
import dev.nordbox.appliance.jq.JqPath;
import dev.nordbox.appliance.json.JsonPointer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One way in which a rule names the fields that it ignores. */
interface FieldPath {

    /**
     * The fields in this object, those of a list from its end.
     *
     * @throws JqException when a jq expression cannot be used
     */
    List<JsonPointer> in(Map<String, Object> object) throws JqException;

    static FieldPath pointer(JsonPointer pointer) {
        return object -> List.of(pointer);
    }

    /** Parsed once; what is wrong with it is told by each use. */
    static FieldPath jq(String expression) {
        try {
            return JqPath.parse(expression)::in;
        } catch (JqException e) {
            return object -> {
                throw e;
            };
        }
    }

    default void removeFrom(Map<String, Object> object) throws JqException {
        in(object).forEach(field -> field.removeFrom(object));
    }

    /**
     * Gives the fields of an object, where it has them, the values that they have in another one;
     * where that has none, they go. An element of a list may stand at another place there: as long
     * as both have as many fields, the order tells which belong together.
     */
    default void carry(Map<String, Object> from, Map<String, Object> to) throws JqException {
        List<JsonPointer> there = in(from);
        List<JsonPointer> here = in(to);
        for (int i = 0; i < here.size(); i++) {
            JsonPointer field = here.get(i);
            JsonPointer same = there.size() == here.size() ? there.get(i) : field;
            Optional<Object> value = same.valueIn(from);
            value.ifPresentOrElse(known -> field.replaceIn(to, known), () -> field.removeFrom(to));
        }
    }
}
