package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.GroupKind;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the API server serves, at one moment.
 *
 * @param staleGroups groups whose server did not answer: an absent kind of such a group is unknown,
 *     not gone
 */
public record ServedKinds(Map<GroupKind, ServedKind> byKind, Set<String> staleGroups) {

    public ServedKinds {
        byKind = Map.copyOf(byKind);
        staleGroups = Set.copyOf(staleGroups);
    }

    public Optional<ServedKind> find(GroupKind kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    /** It is gone, and not only unknown. */
    public boolean lacks(GroupKind kind) {
        return !byKind.containsKey(kind) && !staleGroups.contains(kind.group());
    }

    public Collection<ServedKind> all() {
        return byKind.values();
    }
}
