package dev.nordbox.appliance.render.kustomize.resource;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values that a Secret's file gives it, to tell those that a build has put there: what seals
 * the file does not seal them.
 */
record WrittenValues(Map<String, String> data, Map<String, String> stringData) {
    static final WrittenValues NONE = new WrittenValues(Map.of(), Map.of());

    /** Nothing for what is no Secret. */
    static WrittenValues of(Resource resource) {
        return resource.kind().equals("Secret")
                ? new WrittenValues(
                        Entries.of(resource.node(), "data"),
                        Entries.of(resource.node(), "stringData"))
                : NONE;
    }

    /** Keys whose values are others now. */
    Set<String> changed(Resource resource) {
        WrittenValues now = of(resource);
        Set<String> changed = new TreeSet<>(others(now.data, data));
        changed.addAll(others(now.stringData, stringData));
        return changed;
    }

    private static Set<String> others(Map<String, String> now, Map<String, String> before) {
        Set<String> keys = new TreeSet<>(now.keySet());
        keys.removeIf(key -> now.get(key).equals(before.get(key)));
        return keys;
    }

    /** The values may be secret. */
    @Override
    public String toString() {
        return "values of a file";
    }
}
