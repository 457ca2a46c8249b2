package dev.nordbox.appliance.render.kustomize;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.PlainValues;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import java.util.ArrayList;
import java.util.List;

/** What a build has made. Belongs to one thread at a time. */
public final class Rendered {
    private final List<Resource> resources;
    private final List<String> warnings;

    Rendered(List<Resource> resources, List<String> warnings) {
        this.resources = List.copyOf(resources);
        this.warnings = List.copyOf(warnings);
    }

    public int size() {
        return resources.size();
    }

    /** What {@code kustomize build} prints on standard error while it succeeds. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * What {@code kustomize build} prints on standard output, byte for byte.
     *
     * @throws RenderException when an object holds what cannot be written: a key twice, infinity
     */
    public String toYaml() throws RenderException {
        StringBuilder text = new StringBuilder();
        for (Resource resource : resources) {
            text.append(text.isEmpty() ? "" : "---\n").append(yaml(resource));
        }
        return text.toString();
    }

    private static String yaml(Resource resource) throws RenderException {
        try {
            return YamlEmitter.emit(resource.node());
        } catch (RenderException e) {
            throw e.prefixed(GoDump.of(resource.node()));
        }
    }

    /**
     * The objects as values.
     *
     * @throws RenderException as {@link #toYaml}
     */
    public List<Manifest> toManifests() throws RenderException {
        List<Manifest> manifests = new ArrayList<>(resources.size());
        for (Resource resource : resources) {
            ResId id = resource.curId();
            manifests.add(
                    new Manifest(
                            new ResourceKey(
                                    id.gvk().group(),
                                    id.gvk().kind(),
                                    id.clusterScoped() ? "" : id.namespace(),
                                    id.name()),
                            resource.apiVersion(),
                            PlainValues.ofMap(resource.node()),
                            resource.origin()));
        }
        return manifests;
    }
}
