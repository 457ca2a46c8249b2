package dev.nordbox.appliance.render.kustomize.transform;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.jsonpatch.JsonPatch;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.NodeKinds;
import java.util.Map;

/** Applies JSON patches to resources, whose history they leave alone. */
final class JsonPatches {

    private JsonPatches() {}

    /** A resource whose metadata the patch made something else forgets its history. */
    static void apply(JsonPatch patch, Resource resource) throws RenderException {
        Map<String, String> internal = resource.internalAnnotations();
        resource.node().setFields(patch.apply(resource.node()).fields());
        if (hasRoomForMetadata(resource)) {
            Map<String, String> annotations = resource.annotations();
            annotations.putAll(internal);
            resource.setAnnotations(annotations);
        }
    }

    /** The same where what became of the metadata is an error. */
    static void applyStrictly(JsonPatch patch, Resource resource) throws RenderException {
        apply(patch, resource);
        NodeKinds.requireMap(resource.node().get("metadata").orElse(null));
    }

    private static boolean hasRoomForMetadata(Resource resource) {
        return resource.node().get("metadata").filter(node -> !node.isMap()).isEmpty();
    }
}
