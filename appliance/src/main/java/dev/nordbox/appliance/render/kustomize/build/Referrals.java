package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that can be referred to, by what it was called and where it was before. */
final class Referrals {
    private final Map<String, List<Resource>> byOldName;
    private final Map<String, List<Resource>> byOldNamespace = new HashMap<>();

    /** One move between namespaces; how it is written counts, too. */
    private record Move(String from, String to, String written) {}

    Referrals(ResMap resources) {
        byOldName = resources.byPreviousName();
        Set<Move> moves = new HashSet<>();
        for (Resource resource : resources.resources()) {
            String from = resource.orgId().effectiveNamespace();
            String to = resource.curId().effectiveNamespace();
            if (!from.equals(ResId.TOTALLY_NOT_A_NAMESPACE)
                    && moves.add(new Move(from, to, resource.namespace()))) {
                byOldNamespace.computeIfAbsent(from, none -> new ArrayList<>()).add(resource);
            }
        }
    }

    /** Those that once had a name, in the order of the build. */
    List<Resource> named(String oldName) {
        return byOldName.getOrDefault(oldName, List.of());
    }

    /** Of those that were in a namespace at first one for each place where they are now. */
    List<Resource> onceIn(String namespace) {
        return byOldNamespace.getOrDefault(namespace, List.of());
    }
}
