package dev.nordbox.appliance.render.kustomize.transform;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.jsonpatch.JsonPatch;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.Map;

/** Applies JSON patches to resources, whose history they leave alone. */
final class JsonPatches {

    private JsonPatches() {}

    static void apply(JsonPatch patch, Resource resource) throws RenderException {
        Map<String, String> internal = resource.internalAnnotations();
        resource.node().setFields(patch.apply(resource.node()).fields());
        Map<String, String> annotations = resource.annotations();
        annotations.putAll(internal);
        resource.setAnnotations(annotations);
    }
}
