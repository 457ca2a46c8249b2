package dev.nordbox.appliance.render.kustomize.resource;

import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.Map;
import java.util.TreeMap;

/** The entries of a ConfigMap or Secret. */
final class Entries {

    private Entries() {}

    /** Those of a field as texts; null reads as {@code ""}. */
    static Map<String, String> of(MapNode object, String field) {
        Map<String, String> texts = new TreeMap<>();
        object.get(field)
                .flatMap(Node::asMap)
                .ifPresent(
                        map ->
                                map.fields()
                                        .forEach(
                                                entry ->
                                                        texts.put(
                                                                entry.name(),
                                                                entry.value().isNull()
                                                                        ? ""
                                                                        : MetaFields.text(
                                                                                entry.value()))));
        return texts;
    }

    /** Adds another's entries that are missing, and writes the field anew. */
    static void merge(MapNode object, String field, MapNode other) {
        Map<String, String> merged = of(other, field);
        merged.putAll(of(object, field));
        object.remove(field);
        if (merged.isEmpty()) {
            return;
        }
        MapNode map = new MapNode();
        merged.forEach((key, text) -> map.add(ScalarNode.untyped(key), MetaFields.string(text)));
        object.put(field, map);
    }
}
