package dev.nordbox.appliance.render.kustomize.resource;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import java.util.Map;
import java.util.TreeMap;

/** The fields that every Kubernetes object has, as messages show them. */
record Metadata(
        String apiVersion,
        String kind,
        String name,
        String namespace,
        Map<String, String> labels,
        Map<String, String> annotations,
        boolean missing) {

    static Metadata of(Node node) {
        MapNode root = node.asMap().orElseGet(MapNode::new);
        String apiVersion = present(root, "apiVersion");
        String kind = present(root, "kind");
        String name = MetaFields.metaText(root, "name");
        String namespace = MetaFields.metaText(root, "namespace");
        Map<String, String> labels = new TreeMap<>(MetaFields.metaMap(root, "labels"));
        Map<String, String> annotations = new TreeMap<>(MetaFields.metaMap(root, "annotations"));
        boolean missing =
                apiVersion.isEmpty()
                        && kind.isEmpty()
                        && name.isEmpty()
                        && namespace.isEmpty()
                        && labels.isEmpty()
                        && annotations.isEmpty();
        return new Metadata(apiVersion, kind, name, namespace, labels, annotations, missing);
    }

    private static String present(MapNode root, String field) {
        return root.get(field)
                .filter(value -> !MetaFields.isNilOrEmpty(value))
                .map(MetaFields::text)
                .orElse("");
    }

    void validate() throws RenderException {
        if (missing) {
            throw new RenderException("missing Resource metadata");
        }
        if (kind.isEmpty()) {
            throw new RenderException("missing kind in object " + this);
        }
        if (name.isEmpty() && !kind.endsWith("List")) {
            throw new RenderException("missing metadata.name in object " + this);
        }
    }

    /** As Go prints the struct. */
    @Override
    public String toString() {
        return "{{%s %s} {{%s %s} %s %s}}"
                .formatted(apiVersion, kind, name, namespace, go(labels), go(annotations));
    }

    private static String go(Map<String, String> map) {
        StringBuilder text = new StringBuilder("map[");
        map.forEach(
                (key, value) ->
                        text.append(text.length() > 4 ? " " : "")
                                .append(key)
                                .append(':')
                                .append(value));
        return text.append(']').toString();
    }
}
