package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.NodeKinds;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Follows a path to the one node it names: fields, {@code [name=x]}, numbers, {@code -}. */
public final class PathLookup {
    private PathLookup() {}

    /** The node at a path; empty when some part of it is missing or null on the way. */
    public static Optional<Node> find(Node root, List<String> path) throws RenderException {
        return walk(root, path, Optional.empty());
    }

    /** The same, with fields and list elements made where they are missing. */
    public static Optional<Node> findOrCreate(Node root, List<String> path, NodeKind kind)
            throws RenderException {
        return walk(root, path, Optional.of(kind));
    }

    private static Optional<Node> walk(Node root, List<String> path, Optional<NodeKind> create)
            throws RenderException {
        List<String> parts = path.stream().map(String::strip).filter(p -> !p.isEmpty()).toList();
        Node node = root;
        for (int i = 0; i < parts.size(); i++) {
            String next = i + 1 < parts.size() ? parts.get(i + 1) : "";
            Optional<Node> found = step(node, parts.get(i), next, create);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            node = found.get();
        }
        return Optional.of(node);
    }

    private static Optional<Node> step(
            Node node, String part, String next, Optional<NodeKind> create) throws RenderException {
        OptionalInt number = PathPart.number(part);
        if (number.isPresent()) {
            if (number.getAsInt() < 0) {
                throw new RenderException(
                        "array index " + number.getAsInt() + " cannot be negative");
            }
            return element(node, number.getAsInt());
        }
        if (part.equals("-")) {
            NodeKinds.requireList(node);
            return node instanceof ListNode list
                    ? element(node, list.size() - 1)
                    : Optional.empty();
        }
        if (part.equals("*")) {
            throw new RenderException("wildcard is not supported in PathGetter");
        }
        if (PathPart.isElementMatch(part)) {
            return element(node, PathPart.elementMatch(part), create.isPresent());
        }
        return field(node, part, create.map(kind -> PathPart.kindBefore(next, kind)));
    }

    private static Optional<Node> element(Node node, int index) throws RenderException {
        NodeKinds.requireList(node);
        return node instanceof ListNode list && index >= 0 && index < list.size()
                ? Optional.of(list.get(index))
                : Optional.empty();
    }

    private static Optional<Node> element(Node node, PathPart.ElementMatch match, boolean create)
            throws RenderException {
        NodeKinds.requireList(node);
        if (!(node instanceof ListNode list)) {
            return Optional.empty();
        }
        for (Node item : list) {
            Optional<Node> compared =
                    match.field().isEmpty() ? Optional.of(item) : item.at(match.field());
            if (compared.isPresent() && text(compared.get()).equals(match.value())) {
                return Optional.of(item);
            }
        }
        if (!create) {
            return Optional.empty();
        }
        ScalarNode value = ScalarNode.untyped(match.value());
        Node made = match.field().isEmpty() ? value : new MapNode().put(match.field(), value);
        list.add(made);
        return Optional.of(made);
    }

    private static Optional<Node> field(Node node, String name, Optional<NodeKind> create)
            throws RenderException {
        if (node.isNull()) {
            return Optional.empty();
        }
        NodeKinds.requireMap(node);
        MapNode map = (MapNode) node;
        Optional<Node> present = map.get(name);
        if (present.isPresent() || create.isEmpty()) {
            return present;
        }
        Node made = create.get().create();
        map.add(ScalarNode.untyped(name), made);
        return Optional.of(made);
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.value() : "";
    }
}
