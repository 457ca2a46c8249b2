package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whose the inventories in the cluster are. One repository and path deletes nothing of another, and
 * does not take its applications over.
 */
final class Ownership {

    private final String owner;
    private final Map<String, Inventory> ours = new TreeMap<>();
    private final Map<String, Inventory> foreign = new TreeMap<>();

    Ownership(String owner, Map<String, Inventory> all) {
        this.owner = owner;
        all.forEach(
                (name, inventory) ->
                        (inventory.belongsTo(owner) ? ours : foreign).put(name, inventory));
    }

    Map<String, Inventory> ours() {
        return ours;
    }

    /** Applications of these names are others'. */
    Set<String> foreign() {
        return foreign.keySet();
    }

    /** Who else has these objects: application and owner. */
    Map<ResourceKey, String> foreignObjects() {
        Map<ResourceKey, String> objects = new HashMap<>();
        foreign.forEach(
                (name, inventory) ->
                        inventory
                                .keys()
                                .forEach(
                                        key -> objects.put(key, name + " of " + whose(inventory))));
        return objects;
    }

    /** The same state, with the applications refused that belong to others. */
    DesiredState refuse(DesiredState desired) {
        return new DesiredState(
                desired.revision(),
                desired.owner(),
                desired.applications().stream().map(this::refuseForeign).toList(),
                desired.problems());
    }

    private DesiredApplication refuseForeign(DesiredApplication application) {
        String name = application.name();
        return Optional.ofNullable(foreign.get(name))
                .<DesiredApplication>map(
                        inventory ->
                                new DesiredApplication.Refused(
                                        name, List.of(problem(name, inventory))))
                .orElse(application);
    }

    private String problem(String name, Inventory inventory) {
        return "this cluster has an application "
                + name
                + " of "
                + whose(inventory)
                + ", and this one is of "
                + owner
                + "; rename one, or, if the repository has moved and nothing follows the old one"
                + " any more, hand it over: kubectl -n "
                + InventoryStore.NAMESPACE
                + " annotate configmap "
                + InventoryStore.PREFIX
                + name
                + " "
                + InventoryStore.OWNER
                + "-";
    }

    private static String whose(Inventory inventory) {
        return inventory.owner().orElse("nobody");
    }
}
