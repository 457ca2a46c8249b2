package dev.nordbox.appliance.render.kustomize.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resources by the ids and names they have and had. */
final class Index {
    private final Map<ResId.Key, List<Resource>> current = new HashMap<>();
    private final Map<ResId.Key, List<Resource>> any = new HashMap<>();
    private final Map<String, List<Resource>> named = new HashMap<>();
    private final IdentityHashMap<Resource, List<ResId>> known = new IdentityHashMap<>();
    private int duplicates;

    Index(Collection<Resource> resources) {
        resources.forEach(this::add);
    }

    void add(Resource resource) {
        List<ResId> ids = resource.allIds();
        known.put(resource, ids);
        List<Resource> holders = put(current, ids.get(0).key(), resource);
        if (holders.size() > 1) {
            duplicates++;
        }
        for (ResId id : ids) {
            put(any, id.key(), resource);
            put(named, id.name(), resource);
        }
    }

    void remove(Resource resource) {
        List<ResId> ids = known.remove(resource);
        if (ids == null) {
            return;
        }
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

    private static <K> List<Resource> put(Map<K, List<Resource>> map, K key, Resource resource) {
        List<Resource> holders = map.computeIfAbsent(key, none -> new ArrayList<>(1));
        // An id may come back: a resource stands once under each key.
        if (holders.isEmpty() || holders.get(holders.size() - 1) != resource) {
            holders.add(resource);
        }
        return holders;
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
