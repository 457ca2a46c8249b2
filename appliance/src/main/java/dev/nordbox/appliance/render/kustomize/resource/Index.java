package dev.nordbox.appliance.render.kustomize.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resources by the ids and names they have and had, in the order they are in. */
final class Index {
    private final Map<ResId.Key, List<Resource>> current = new HashMap<>();
    private final Map<ResId.Key, List<Resource>> any = new HashMap<>();
    private final Map<String, List<Resource>> named = new HashMap<>();
    private final IdentityHashMap<Resource, Entry> known = new IdentityHashMap<>();
    private int places;
    private int duplicates;

    private record Entry(int place, List<ResId> ids) {}

    Index(Collection<Resource> resources) {
        resources.forEach(this::add);
    }

    void add(Resource resource) {
        add(resource, places++);
    }

    /** Puts a resource, which may be the same with other ids, into the place of another. */
    void replace(Resource old, Resource replacement) {
        Entry entry = known.get(old);
        if (entry != null) {
            remove(old);
            add(replacement, entry.place());
        }
    }

    private void add(Resource resource, int place) {
        List<ResId> ids = resource.allIds();
        known.put(resource, new Entry(place, ids));
        List<Resource> holders = put(current, ids.get(0).key(), resource);
        if (holders.size() > 1) {
            duplicates++;
        }
        for (ResId id : ids) {
            put(any, id.key(), resource);
            put(named, id.name(), resource);
        }
    }

    private void remove(Resource resource) {
        List<ResId> ids = known.remove(resource).ids();
        if (current(ids.get(0).key()).size() > 1) {
            duplicates--;
        }
        take(current, ids.get(0).key(), resource);
        for (ResId id : ids) {
            take(any, id.key(), resource);
            take(named, id.name(), resource);
        }
    }

    boolean hasCurrent(ResId.Key key) {
        return current.containsKey(key);
    }

    List<Resource> current(ResId.Key key) {
        return current.getOrDefault(key, List.of());
    }

    List<Resource> any(ResId.Key key) {
        return any.getOrDefault(key, List.of());
    }

    List<Resource> named(String name) {
        return named.getOrDefault(name, List.of());
    }

    Optional<ResId> duplicate() {
        return duplicates == 0
                ? Optional.empty()
                : current.values().stream()
                        .filter(holders -> holders.size() > 1)
                        .map(holders -> holders.get(1).curId())
                        .findFirst();
    }

    private <K> List<Resource> put(Map<K, List<Resource>> map, K key, Resource resource) {
        List<Resource> holders = map.computeIfAbsent(key, none -> new ArrayList<>(1));
        int at = holders.size();
        while (at > 0 && place(holders.get(at - 1)) > place(resource)) {
            at--;
        }
        // An id may come back: a resource stands once under each key.
        if (at == 0 || holders.get(at - 1) != resource) {
            holders.add(at, resource);
        }
        return holders;
    }

    private int place(Resource resource) {
        return known.get(resource).place();
    }

    private static <K> void take(Map<K, List<Resource>> map, K key, Resource resource) {
        List<Resource> holders = map.get(key);
        if (holders != null) {
            holders.removeIf(holder -> holder == resource);
            if (holders.isEmpty()) {
                map.remove(key);
            }
        }
    }
}
