package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.application.DesiredState;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When applications vanish all at once, an emptied directory, a wrong path or a forced push is
 * likelier than the wish to delete everything. Pure.
 */
final class RemovalBrake {

    /** One child fewer is what a person does who has only one. */
    private static final int SEVERAL = 2;

    private RemovalBrake() {}

    /** Whose objects a person has to agree to lose. */
    static Set<Inventory> stops(DesiredState desired, Map<String, Inventory> owned) {
        Set<String> names =
                desired.applications().stream()
                        .map(DesiredApplication::name)
                        .collect(Collectors.toSet());
        List<Inventory> filled =
                owned.values().stream().filter(inventory -> !inventory.keys().isEmpty()).toList();
        Set<Inventory> stops = new LinkedHashSet<>();
        if (filled.stream().noneMatch(inventory -> names.contains(inventory.application()))) {
            stops.addAll(filled);
        }
        for (DesiredApplication application : desired.applications()) {
            // One that cannot be read may still have its children.
            if (application instanceof DesiredApplication.Rendered) {
                stops.addAll(lostChildren(application.name(), names, filled));
            }
        }
        stops.removeIf(inventory -> inventory.onRemoval() != Removal.PRUNE);
        return stops;
    }

    private static Collection<Inventory> lostChildren(
            String parent, Set<String> names, List<Inventory> filled) {
        List<Inventory> children =
                filled.stream().filter(i -> i.parent().equals(Optional.of(parent))).toList();
        boolean anyLeft = children.stream().anyMatch(child -> names.contains(child.application()));
        return anyLeft || children.size() < SEVERAL ? List.of() : children;
    }
}
