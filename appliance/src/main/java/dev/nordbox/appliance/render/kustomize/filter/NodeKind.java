package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;

/** What to create where a path leads to nothing. */
public enum NodeKind {
    SCALAR,
    MAP,
    LIST;

    public static NodeKind of(Node node) {
        if (node.isMap()) {
            return MAP;
        }
        return node.isList() ? LIST : SCALAR;
    }

    /** An empty node; the scalar has no type until something is written to it. */
    Node create() {
        return switch (this) {
            case SCALAR -> ScalarNode.untyped("");
            case MAP -> new MapNode();
            case LIST -> new ListNode();
        };
    }
}
