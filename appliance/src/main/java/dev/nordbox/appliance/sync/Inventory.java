package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an application has, or may have, put into the cluster. Written before anything is applied
 * and shrunk after, so an object of ours is never outside it.
 *
 * @param objects each with the uid it had when all was in place, {@code ""} before
 * @param onRemoval what is to happen when the application itself disappears
 * @param synced the {@link PlacedApplication#digest} that was last applied completely
 * @param owner the repository and path it comes from; empty: whoever finds it
 * @param parent the application whose manifests its Application was among last
 */
record Inventory(
        String application,
        SortedMap<ResourceKey, String> objects,
        Removal onRemoval,
        Optional<Digest> synced,
        Optional<String> owner,
        Optional<String> parent) {

    Inventory {
        objects = new TreeMap<>(objects);
    }

    static Inventory empty(String application) {
        return new Inventory(
                application,
                new TreeMap<>(),
                Removal.ORPHAN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Set<ResourceKey> keys() {
        return objects.keySet();
    }

    Inventory with(Collection<ResourceKey> more) {
        SortedMap<ResourceKey, String> union = new TreeMap<>(objects);
        more.forEach(key -> union.putIfAbsent(key, ""));
        return new Inventory(application, union, onRemoval, synced, owner, parent);
    }

    Inventory without(Collection<ResourceKey> gone) {
        SortedMap<ResourceKey, String> rest = new TreeMap<>(objects);
        rest.keySet().removeAll(gone);
        return new Inventory(application, rest, onRemoval, synced, owner, parent);
    }

    /** These are the very objects, among those of the inventory. */
    Inventory identified(Map<ResourceKey, String> uids) {
        SortedMap<ResourceKey, String> named = new TreeMap<>(objects);
        named.replaceAll((key, uid) -> uids.getOrDefault(key, uid));
        return new Inventory(application, named, onRemoval, synced, owner, parent);
    }

    Inventory onRemoval(Removal what) {
        return new Inventory(application, objects, what, synced, owner, parent);
    }

    Inventory synced(Digest digest) {
        return new Inventory(application, objects, onRemoval, Optional.of(digest), owner, parent);
    }

    Inventory ownedBy(String who) {
        return new Inventory(application, objects, onRemoval, synced, Optional.of(who), parent);
    }

    /** While no parent is known, it may only be out of sight. */
    Inventory childOf(Optional<String> who) {
        return new Inventory(application, objects, onRemoval, synced, owner, who.or(() -> parent));
    }

    boolean belongsTo(String who) {
        return owner.isEmpty() || owner.get().equals(who);
    }
}
