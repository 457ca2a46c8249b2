package dev.nordbox.appliance.render.kustomize.generate;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.GeneratorArgs;
import dev.nordbox.appliance.render.kustomize.config.GeneratorOptions;
import dev.nordbox.appliance.render.kustomize.resource.BuildAnnotations;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.kustomize.resource.ResourceFactory;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.Map;
import java.util.TreeMap;

/** What generated ConfigMaps and Secrets have in common. */
final class GeneratedObject {

    private GeneratedObject() {}

    /** An object that has type and name, and nothing else. */
    static MapNode base(String kind, GeneratorArgs args) throws RenderException {
        if (args.name().isEmpty()) {
            throw new RenderException("a configmap must have a name");
        }
        MapNode metadata = new MapNode().put("name", args.name());
        if (!args.namespace().isEmpty()) {
            metadata.put("namespace", args.namespace());
        }
        return new MapNode().put("apiVersion", "v1").put("kind", kind).put("metadata", metadata);
    }

    /** The finished resource, with the options and the behavior that its entry asks for. */
    static Resource finish(MapNode object, GeneratorArgs args, ResourceFactory resources) {
        Resource resource = resources.of(object);
        args.options().ifPresent(options -> apply(options, object));
        if (!args.options().map(GeneratorOptions::disableNameSuffixHash).orElse(false)) {
            resource.enable(BuildAnnotations.NEEDS_HASH_SUFFIX);
        }
        resource.annotate(BuildAnnotations.GENERATOR_BEHAVIOR, behavior(args.behavior()));
        return resource;
    }

    private static void apply(GeneratorOptions options, MapNode object) {
        MapNode metadata = (MapNode) object.get("metadata").orElseThrow();
        put(metadata, "labels", options.labels());
        put(metadata, "annotations", options.annotations());
        if (options.immutable()) {
            object.put("immutable", ScalarNode.bool(true));
        }
    }

    private static void put(MapNode metadata, String field, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            MapNode map = new MapNode();
            new TreeMap<>(texts)
                    .forEach(
                            (key, text) ->
                                    map.add(ScalarNode.untyped(key), ScalarNode.string(text)));
            metadata.put(field, map);
        }
    }

    private static String behavior(String behavior) {
        return switch (behavior) {
            case "create", "merge", "replace" -> behavior;
            default -> "unspecified";
        };
    }
}
