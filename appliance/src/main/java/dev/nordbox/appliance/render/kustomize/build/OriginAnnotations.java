package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.resource.BuildAnnotations;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.List;

/** Writes {@link Origin}s into the annotations of resources. */
final class OriginAnnotations {

    private OriginAnnotations() {}

    static void setIfAbsent(List<Resource> resources, Origin origin) throws RenderException {
        for (Resource resource : resources) {
            if (resource.annotation(BuildAnnotations.ORIGIN).isEmpty()) {
                resource.annotate(BuildAnnotations.ORIGIN, origin.toYaml());
            }
        }
    }

    static void set(List<Resource> resources, Origin origin) throws RenderException {
        for (Resource resource : resources) {
            resource.annotate(BuildAnnotations.ORIGIN, origin.toYaml());
        }
    }

    /** Notes a transformer; a resource without an origin is one that the transformer has made. */
    static void addTransformation(List<Resource> resources, Origin transformer)
            throws RenderException {
        for (Resource resource : resources) {
            if (resource.annotation(BuildAnnotations.ORIGIN).isEmpty()) {
                resource.annotate(BuildAnnotations.ORIGIN, transformer.toYaml());
            } else {
                String present = resource.annotation(BuildAnnotations.TRANSFORMATIONS);
                resource.annotate(
                        BuildAnnotations.TRANSFORMATIONS, present + transformer.toYamlItem());
            }
        }
    }
}
