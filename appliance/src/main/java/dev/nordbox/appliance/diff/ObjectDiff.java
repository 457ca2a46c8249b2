package dev.nordbox.appliance.diff;

import dev.nordbox.appliance.git.UnifiedDiff;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.LastApplied;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import dev.nordbox.appliance.render.yaml.YamlException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a sync would change of one object. */
public final class ObjectDiff {

    private static final String NOTHING = "/dev/null";

    /** Written by the server, whatever is asked for. */
    private static final Set<String> BOOKKEEPING =
            Set.of("managedFields", "resourceVersion", "generation", "uid", "creationTimestamp");

    private ObjectDiff() {}

    /**
     * @param live empty when there is no such object
     * @param wanted as the server would store it; empty when the object would be deleted
     * @return {@code ""} when nothing would change
     */
    public static String of(
            ResourceKey key,
            Optional<Map<String, Object>> live,
            Optional<Map<String, Object>> wanted) {
        Map<String, Object> before = live.map(ObjectDiff::shown).orElseGet(LinkedHashMap::new);
        Map<String, Object> after = wanted.map(ObjectDiff::shown).orElseGet(LinkedHashMap::new);
        boolean sameStatus = Objects.equals(before.get("status"), after.get("status"));
        if (sameStatus || live.isEmpty() || wanted.isEmpty()) {
            before.remove("status");
            after.remove("status");
        }
        if (key.group().isEmpty() && key.kind().equals("Secret")) {
            mask(before, after, "data");
            mask(before, after, "stringData");
        }
        return UnifiedDiff.of(
                live.isPresent() ? "live/" + key : NOTHING,
                live.isPresent() ? yaml(before) : "",
                wanted.isPresent() ? "git/" + key : NOTHING,
                wanted.isPresent() ? yaml(after) : "");
    }

    private static Map<String, Object> shown(Map<String, Object> object) {
        Map<String, Object> shown = new LinkedHashMap<>(object);
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.map(object, "metadata"));
        metadata.keySet().removeAll(BOOKKEEPING);
        // It repeats the object, and the values of a Secret with it.
        Map<String, Object> annotations = new LinkedHashMap<>(Fields.map(metadata, "annotations"));
        if (annotations.keySet().removeAll(LastApplied.ANNOTATIONS)) {
            metadata.put("annotations", annotations);
        }
        shown.put("metadata", metadata);
        return shown;
    }

    /** That a value changes is told, what it is or becomes is not. */
    private static void mask(Map<String, Object> before, Map<String, Object> after, String field) {
        Map<String, Object> old = Fields.map(before, field);
        Map<String, Object> next = Fields.map(after, field);
        if (!old.isEmpty()) {
            before.put(field, masked(old, next, "*** (live)"));
        }
        if (!next.isEmpty()) {
            after.put(field, masked(next, old, "*** (git)"));
        }
    }

    private static Map<String, Object> masked(
            Map<String, Object> values, Map<String, Object> others, String differing) {
        Map<String, Object> masked = new LinkedHashMap<>();
        values.forEach(
                (name, value) -> {
                    boolean same = Objects.equals(value, others.get(name));
                    masked.put(name, same ? "***" : differing);
                });
        return masked;
    }

    private static String yaml(Map<String, Object> object) {
        try {
            return YamlEmitter.emitValue(object);
        } catch (YamlException e) {
            throw new IllegalStateException(e); // what came as JSON can be written
        }
    }
}
