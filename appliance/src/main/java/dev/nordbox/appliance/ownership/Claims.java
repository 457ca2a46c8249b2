package dev.nordbox.appliance.ownership;

import dev.nordbox.appliance.cluster.Scope;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which applications want which objects: kept up to date application by application, so that who
 * else wants a key is one look. Thread safe.
 */
public final class Claims {

    private final Map<String, Set<ResourceKey>> byApplication = new HashMap<>();
    private final Map<ResourceKey, SortedSet<String>> byKey = new HashMap<>();
    private final Map<String, Map<GroupKind, Scope>> definitions = new HashMap<>();
    private final Set<String> yielding = new HashSet<>();

    /**
     * What an application wants from now on.
     *
     * @param yields it leaves everything to any other that wants it: a root application, for what
     *     an application below it has, too
     * @return applications for which that may change something
     */
    public synchronized Set<String> claim(
            String application,
            Set<ResourceKey> keys,
            Map<GroupKind, Scope> defined,
            boolean yields) {
        Set<ResourceKey> before = byApplication.getOrDefault(application, Set.of());
        Set<String> affected = new HashSet<>();
        for (ResourceKey key : before) {
            if (!keys.contains(key)) {
                affected.addAll(claimants(key));
                release(application, key);
            }
        }
        for (ResourceKey key : keys) {
            SortedSet<String> claimants = byKey.computeIfAbsent(key, k -> new TreeSet<>());
            if (claimants.add(application)) {
                affected.addAll(claimants);
            }
        }
        byApplication.put(application, Set.copyOf(keys));
        definitions.put(application, Map.copyOf(defined));
        if (yields) {
            yielding.add(application);
        }
        affected.remove(application);
        return affected;
    }

    /** It is gone, and wants nothing. */
    public synchronized Set<String> forget(String application) {
        Set<String> affected = claim(application, Set.of(), Map.of(), false);
        byApplication.remove(application);
        definitions.remove(application);
        yielding.remove(application);
        return affected;
    }

    private void release(String application, ResourceKey key) {
        SortedSet<String> claimants = byKey.get(key);
        claimants.remove(application);
        if (claimants.isEmpty()) {
            byKey.remove(key);
        }
    }

    public synchronized Set<String> claimants(ResourceKey key) {
        return Set.copyOf(byKey.getOrDefault(key, new TreeSet<>()));
    }

    /** All keys of a kind that any application wants. */
    public synchronized Set<ResourceKey> ofKind(GroupKind kind) {
        Set<ResourceKey> found = new HashSet<>();
        byKey.keySet().stream().filter(key -> key.groupKind().equals(kind)).forEach(found::add);
        return found;
    }

    /** Anything at all that is wanted in the namespace. */
    public synchronized boolean anyIn(String namespace) {
        return byKey.keySet().stream().anyMatch(key -> key.namespace().equals(namespace));
    }

    /** Kinds that the definitions of all applications define. */
    public synchronized Map<GroupKind, Scope> defined() {
        Map<GroupKind, Scope> all = new HashMap<>();
        definitions.values().forEach(all::putAll);
        return all;
    }

    /**
     * The other application that gets the object when several want it: the one that has it keeps
     * it, as long as it wants it; else the first by name.
     *
     * @return empty when the application itself gets it
     */
    public synchronized Optional<String> rival(
            String application, ResourceKey key, Optional<LiveEntry> live) {
        SortedSet<String> claimants = new TreeSet<>(claimants(key));
        if (claimants.size() <= 1) {
            return Optional.empty();
        }
        if (!yielding.containsAll(claimants)) {
            claimants.removeAll(yielding);
        }
        String winner =
                live.flatMap(LiveEntry::application)
                        .filter(claimants::contains)
                        .orElse(claimants.first());
        return winner.equals(application) ? Optional.empty() : Optional.of(winner);
    }
}
