package dev.nordbox.appliance.render.kustomize.resource;

import dev.nordbox.appliance.render.yaml.FieldSetter;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.Style;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads and writes the fields that identify an object, with the original's leniency. */
final class MetaFields {

    private MetaFields() {}

    /** The text of a field whatever its type; {@code ""} when it is missing. */
    static String text(MapNode map, String name) {
        return map.get(name).map(MetaFields::text).orElse("");
    }

    static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.value() : "";
    }

    /** The text of a field of {@code metadata}; null and empty values count as missing. */
    static String metaText(MapNode root, String name) {
        return metadata(root)
                .flatMap(meta -> meta.get(name))
                .filter(value -> !isNilOrEmpty(value))
                .map(MetaFields::text)
                .orElse("");
    }

    static Optional<MapNode> metadata(MapNode root) {
        return root.get("metadata").flatMap(Node::asMap);
    }

    /** A map of texts in {@code metadata}; values that are no scalars read as {@code ""}. */
    static Map<String, String> metaMap(MapNode root, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        metadata(root)
                .flatMap(meta -> meta.get(name))
                .flatMap(Node::asMap)
                .ifPresent(
                        map ->
                                map.fields()
                                        .forEach(
                                                field ->
                                                        texts.put(
                                                                field.name(),
                                                                text(field.value()))));
        return texts;
    }

    /** Writes a map of texts in {@code metadata}, keys sorted; an empty one is removed. */
    static void setMetaMap(MapNode root, String name, Map<String, String> texts) {
        MapNode meta = metadataOf(root);
        meta.remove(name);
        if (texts.isEmpty()) {
            return;
        }
        // A document that has the field twice keeps the second one, and gets the entries there.
        MapNode map = childMap(meta, name);
        new TreeMap<>(texts).forEach((key, text) -> putText(map, key, text));
    }

    /** Sets an entry; a new key is written as if it stood in the document, where 1 is a number. */
    static void putText(MapNode map, String key, String text) {
        if (map.has(key)) {
            map.put(key, string(text));
        } else {
            map.add(ScalarNode.untyped(key), string(text));
        }
    }

    /** Sets an annotation, in quotes; annotations that are null or empty are made anew. */
    static void annotateQuoted(MapNode root, String name, String text) {
        MapNode meta = metadataOf(root);
        if (meta.get("annotations").filter(MetaFields::isNilOrEmpty).isPresent()) {
            meta.remove("annotations");
        }
        ScalarNode value = ScalarNode.string(text);
        value.setStyle(Style.SINGLE_QUOTED);
        FieldSetter.set(childMap(meta, "annotations"), ScalarNode.untyped(name), value);
    }

    static MapNode metadataOf(MapNode root) {
        return childMap(root, "metadata");
    }

    static MapNode childMap(MapNode parent, String name) {
        Optional<MapNode> child = parent.get(name).flatMap(Node::asMap);
        if (child.isPresent()) {
            return child.get();
        }
        MapNode made = new MapNode();
        parent.put(name, made);
        return made;
    }

    static ScalarNode string(String text) {
        ScalarNode scalar = ScalarNode.string(text);
        if (text.indexOf('\n') >= 0) {
            scalar.setStyle(Style.LITERAL);
        }
        return scalar;
    }

    static boolean isNilOrEmpty(Node node) {
        return node.isNull()
                || node instanceof MapNode map && map.isEmpty()
                || node instanceof ListNode list && list.isEmpty();
    }
}
