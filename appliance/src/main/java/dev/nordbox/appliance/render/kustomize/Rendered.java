package dev.nordbox.appliance.render.kustomize;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.PlainValues;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    /**
     * The texts that {@code kustomize build -o DIRECTORY} writes, one an object, by the names it
     * gives the files. The namespace is part of a name only if the objects are of several.
     *
     * @throws RenderException as {@link #toYaml}
     */
    public Map<String, String> toFiles() throws RenderException {
        boolean severalNamespaces =
                resources.stream()
                                .map(Resource::curId)
                                .filter(id -> !id.clusterScoped())
                                .map(ResId::effectiveNamespace)
                                .distinct()
                                .count()
                        > 1;
        Map<String, String> files = new LinkedHashMap<>();
        for (Resource resource : resources) {
            ResId id = resource.curId();
            List<String> words = new ArrayList<>();
            if (severalNamespaces && !id.clusterScoped()) {
                words.add(id.effectiveNamespace());
            }
            words.addAll(List.of(id.gvk().group(), id.gvk().version(), id.gvk().kind(), id.name()));
            words.removeIf(String::isEmpty);
            files.put(String.join("_", words).toLowerCase(Locale.ROOT) + ".yaml", yaml(resource));
        }
        return files;
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
                            resource.origin(),
                            resource.kustomized()));
        }
        return manifests;
    }
}
