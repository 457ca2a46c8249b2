package dev.nordbox.appliance.argo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What anybody may write anywhere into an object. */
public final class Junk {

    private static final List<Object> VALUES =
            Arrays.asList(
                    null,
                    "text",
                    "",
                    -7,
                    2.5,
                    1L << 40,
                    true,
                    List.of(),
                    Map.of(),
                    Map.of(1, 2),
                    Arrays.asList(1, null, Map.of(), "a", List.of()));

    private Junk() {}

    /**
     * Copies of the value, each with one of its parts, or all of it, replaced by something else.
     */
    public static List<Object> inPlaceOfEachPartOf(Object value) {
        List<Object> copies = new ArrayList<>(VALUES);
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, part) -> {
                        for (Object junk : inPlaceOfEachPartOf(part)) {
                            Map<Object, Object> copy = new LinkedHashMap<>(map);
                            copy.put(key, junk);
                            copies.add(copy);
                        }
                    });
        }
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                for (Object junk : inPlaceOfEachPartOf(list.get(i))) {
                    List<Object> copy = new ArrayList<>(list);
                    copy.set(i, junk);
                    copies.add(copy);
                }
            }
        }
        return copies;
    }

    /** A map as the readers take it, even if some of its keys are no strings. */
    @SuppressWarnings("unchecked") // that is the point of it
    public static Map<String, Object> object(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
