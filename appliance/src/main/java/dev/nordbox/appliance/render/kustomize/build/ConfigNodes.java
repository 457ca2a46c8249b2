package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.kustomize.config.FieldOptions;
import dev.nordbox.appliance.render.kustomize.config.Patch;
import dev.nordbox.appliance.render.kustomize.config.Replacement;
import dev.nordbox.appliance.render.kustomize.config.SourceSelector;
import dev.nordbox.appliance.render.kustomize.config.TargetSelector;
import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.kustomize.resource.Selector;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.List;

/** Writes configurations back as YAML, for messages that show what could not be configured. */
final class ConfigNodes {

    private ConfigNodes() {}

    static MapNode paths(List<String> paths) {
        return new MapNode().put("paths", texts(paths));
    }

    /**
     * @param patchField what the inline text is called
     */
    static MapNode patch(Patch patch, String patchField) {
        MapNode node = new MapNode();
        patch.options()
                .ifPresent(
                        options -> {
                            MapNode flags = new MapNode();
                            put(flags, "allowNameChange", options.allowNameChange());
                            put(flags, "allowKindChange", options.allowKindChange());
                            node.put("options", flags);
                        });
        put(node, patchField, patch.patch());
        put(node, "path", patch.path());
        patch.target().ifPresent(target -> node.put("target", selector(target)));
        return node;
    }

    static MapNode replacements(List<Replacement> replacements) {
        return new MapNode()
                .put(
                        "Replacements",
                        ListNode.of(replacements.stream().map(ConfigNodes::replacement).toList()));
    }

    private static Node replacement(Replacement replacement) {
        MapNode node = new MapNode();
        replacement.source().ifPresent(source -> node.put("source", source(source)));
        replacement.sourceValue().ifPresent(value -> node.put("sourceValue", value));
        put(node, "path", replacement.path());
        replacement
                .targets()
                .ifPresent(
                        targets ->
                                node.put(
                                        "targets",
                                        ListNode.of(
                                                targets.stream()
                                                        .map(ConfigNodes::target)
                                                        .toList())));
        return node;
    }

    private static MapNode source(SourceSelector source) {
        MapNode node = id(source.id());
        put(node, "fieldPath", source.fieldPath());
        source.options().ifPresent(options -> node.put("options", options(options)));
        return node;
    }

    private static MapNode target(TargetSelector target) {
        MapNode node = new MapNode();
        node.put(
                "select",
                target.select().<Node>map(ConfigNodes::selector).orElseGet(ScalarNode::nothing));
        if (!target.reject().isEmpty()) {
            node.put(
                    "reject",
                    ListNode.of(target.reject().stream().map(ConfigNodes::selector).toList()));
        }
        if (!target.fieldPaths().isEmpty()) {
            node.put("fieldPaths", texts(target.fieldPaths()));
        }
        target.options().ifPresent(options -> node.put("options", options(options)));
        return node;
    }

    private static MapNode options(FieldOptions options) {
        MapNode node = new MapNode();
        put(node, "delimiter", options.delimiter());
        if (options.index() != 0) {
            node.put("index", ScalarNode.integer(options.index()));
        }
        put(node, "encoding", options.encoding());
        put(node, "create", options.create());
        return node;
    }

    private static MapNode selector(Selector selector) {
        MapNode node = id(selector.id());
        put(node, "annotationSelector", selector.annotationSelector());
        put(node, "labelSelector", selector.labelSelector());
        return node;
    }

    private static MapNode id(ResId id) {
        MapNode node = new MapNode();
        put(node, "group", id.gvk().group());
        put(node, "version", id.gvk().version());
        put(node, "kind", id.gvk().kind());
        put(node, "name", id.name());
        put(node, "namespace", id.namespace());
        return node;
    }

    private static ListNode texts(List<String> texts) {
        return ListNode.of(texts.stream().map(ScalarNode::string).toList());
    }

    private static void put(MapNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }

    private static void put(MapNode node, String name, boolean value) {
        if (value) {
            node.put(name, ScalarNode.bool(true));
        }
    }
}
