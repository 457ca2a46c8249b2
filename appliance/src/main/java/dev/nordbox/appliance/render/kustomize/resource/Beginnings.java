package dev.nordbox.appliance.render.kustomize.resource;

import dev.nordbox.appliance.manifest.Kustomized;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads from a resource's history how it was written, while the history is there. */
final class Beginnings {

    private Beginnings() {}

    static Kustomized of(Resource resource, boolean generated, WrittenValues written) {
        List<ResId> ids = new ArrayList<>(resource.prevIds());
        boolean hashed = resource.isEnabled(BuildAnnotations.NEEDS_HASH_SUFFIX) && !ids.isEmpty();
        if (!hashed) { // the hash comes last, so its name is the present one
            ids.add(resource.curId());
        }
        ResId first = ids.get(0);
        boolean unnamed = first.effectiveNamespace().equals(ResId.DEFAULT_NAMESPACE);
        return new Kustomized(
                first.name(),
                unnamed || first.clusterScoped() ? "" : first.namespace(),
                generated,
                ids.stream().anyMatch(id -> !id.name().equals(first.name())),
                generated ? Set.of() : written.changed(resource));
    }
}
