package dev.nordbox.appliance.render.kustomize.transform;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.merge.StrategicMerge;
import dev.nordbox.appliance.render.kustomize.plugin.PluginTools;
import dev.nordbox.appliance.render.kustomize.resource.BuildAnnotations;
import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.Node;
import java.util.List;
import java.util.Optional;

/** Applies strategic merge patches to resources, and keeps what a patch must not change. */
final class StrategicMergePatches {
    private final PluginTools tools;

    StrategicMergePatches(PluginTools tools) {
        this.tools = tools;
    }

    /** Patches one resource; a patch that deletes it leaves it empty. */
    void apply(Resource target, Resource patch) throws RenderException {
        tools.meter().apply("patches", 1);
        String name = target.name();
        String namespace = target.namespace();
        String kind = target.kind();
        boolean mayRename = patch.isEnabled(BuildAnnotations.ALLOW_NAME_CHANGE);
        boolean mayRetype = patch.isEnabled(BuildAnnotations.ALLOW_KIND_CHANGE);
        if (mayRename || mayRetype) {
            target.storePreviousId();
        }
        StrategicMerge merge = new StrategicMerge(tools.types().get());
        Optional<Node> merged = merge.merge(patch.node(), target.node());
        if (merged.isEmpty()) {
            target.node().clear();
            return;
        }
        // A patch that replaces the whole resource leaves it as it is: the original looks at what
        // the merge gives back only to see whether anything is left.
        if (target.isEmpty()) {
            return;
        }
        if (!mayRetype) {
            target.setKind(kind);
        }
        if (!mayRename) {
            target.setName(name);
        }
        target.setNamespace(namespace);
    }

    /**
     * Patches a selection with a patch whose own type and name count for nothing, and then looks
     * whether all ids are still different.
     */
    void applyToAll(List<Resource> targets, Resource patch, ResMap resources)
            throws RenderException {
        for (Resource target : targets) {
            Resource own = patch.copy();
            own.copyMetadataFrom(patch);
            own.setGvk(target.gvk());
            own.setKind(patch.kind());
            apply(target, own);
            resources.refresh(target);
        }
        resources.dropEmpties();
        Optional<ResId> duplicate = resources.firstDuplicate();
        if (duplicate.isPresent()) {
            throw new RenderException(
                    "may not add resource with an already registered id: " + duplicate.get());
        }
    }
}
