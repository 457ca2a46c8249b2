package dev.nordbox.appliance.desired;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * @param skipped what says {@code hook: Skip}: wanted as it stands there, if it does, and never
 *     applied
 */
public record DesiredObjects(
        SortedMap<ResourceKey, Target> objects,
        List<Target> hooks,
        List<Refusal> refusals,
        List<String> repeated,
        SortedMap<ResourceKey, String> misspelt,
        Set<ResourceKey> skipped) {

    public DesiredObjects {
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
        hooks = List.copyOf(hooks);
        refusals = List.copyOf(refusals);
        repeated = List.copyOf(repeated);
        misspelt = Collections.unmodifiableSortedMap(new TreeMap<>(misspelt));
        skipped = Set.copyOf(skipped);
    }

    /** Hooks and nothing else. */
    public static DesiredObjects ofHooks(List<Target> hooks) {
        return new DesiredObjects(
                new TreeMap<>(), hooks, List.of(), List.of(), new TreeMap<>(), Set.of());
    }

    /** These, and one more that is to be in the cluster. */
    public DesiredObjects with(Target object) {
        SortedMap<ResourceKey, Target> more = new TreeMap<>(objects);
        more.put(object.key(), object);
        return new DesiredObjects(more, hooks, refusals, repeated, misspelt, skipped);
    }

    /** Of all that: what the application would keep if it were there. */
    public Set<ResourceKey> kept() {
        Set<ResourceKey> kept = new TreeSet<>(objects.keySet());
        kept.addAll(skipped);
        return kept;
    }

    /** The objects and the hooks. */
    public Stream<Target> all() {
        return Stream.concat(objects.values().stream(), hooks.stream());
    }
}
