package dev.nordbox.appliance.desired;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything one application wants.
 *
 * @param objects what is to be in the cluster, and stay
 * @param hooks what runs in the course of a sync or of the application's deletion
 * @param refusals objects that cannot be applied as they are written
 * @param repeated objects that were there more than once: the last one counts, as in Argo CD
 * @param misspelt hooks of no type that there is, with what is wrong: they never run, and what
 *     stands there under such a name is not deleted for a slip
 */
public record DesiredObjects(
        SortedMap<ResourceKey, Target> objects,
        List<Target> hooks,
        List<Refusal> refusals,
        List<String> repeated,
        SortedMap<ResourceKey, String> misspelt) {

    public DesiredObjects {
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
        hooks = List.copyOf(hooks);
        refusals = List.copyOf(refusals);
        repeated = List.copyOf(repeated);
        misspelt = Collections.unmodifiableSortedMap(new TreeMap<>(misspelt));
    }

    /** Hooks and nothing else. */
    public static DesiredObjects ofHooks(List<Target> hooks) {
        return new DesiredObjects(new TreeMap<>(), hooks, List.of(), List.of(), new TreeMap<>());
    }

    /** The objects and the hooks. */
    public Stream<Target> all() {
        return Stream.concat(objects.values().stream(), hooks.stream());
    }
}
