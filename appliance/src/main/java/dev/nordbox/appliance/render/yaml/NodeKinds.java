package dev.nordbox.appliance.render.yaml;

import org.jspecify.annotations.Nullable;

/** Refuses nodes of the wrong kind, in kyaml's words. Missing and null nodes are of every kind. */
public final class NodeKinds {
    private NodeKinds() {}

    public static void requireMap(@Nullable Node node) throws WrongNodeKind {
        require(node, MapNode.class);
    }

    public static void requireList(@Nullable Node node) throws WrongNodeKind {
        require(node, ListNode.class);
    }

    public static void requireScalar(@Nullable Node node) throws WrongNodeKind {
        require(node, ScalarNode.class);
    }

    private static void require(@Nullable Node node, Class<? extends Node> kind)
            throws WrongNodeKind {
        if (node == null || node.isNull() || kind.isInstance(node)) {
            return;
        }
        throw new WrongNodeKind(
                node,
                "wrong node kind: expected "
                        + name(kind)
                        + " but got "
                        + name(node.getClass())
                        + ": node contents:\n"
                        + SourceText.of(node));
    }

    private static String name(Class<? extends Node> kind) {
        if (kind == MapNode.class) {
            return "MappingNode";
        }
        return kind == ListNode.class ? "SequenceNode" : "ScalarNode";
    }
}
