package dev.nordbox.installer.secret;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Whether YAML documents mean what others meant, but for values that were to change. */
final class SameTree {
    private final Map<ScalarNode, String> changed;

    /** What stands for what; an alias is its anchor's node again, and has to stay that. */
    private final Map<Node, Node> seen = new IdentityHashMap<>();

    private SameTree(Map<ScalarNode, String> changed) {
        this.changed = changed;
    }

    /**
     * @param changed new values by the nodes of {@code before} that had others
     */
    static boolean of(List<Node> before, List<Node> after, Map<ScalarNode, String> changed) {
        return new SameTree(changed).all(before, after);
    }

    private boolean all(List<? extends Node> before, List<? extends Node> after) {
        boolean same = before.size() == after.size();
        for (int i = 0; same && i < before.size(); i++) {
            same = same(before.get(i), after.get(i));
        }
        return same;
    }

    private boolean same(Node before, Node after) {
        Node known = seen.putIfAbsent(before, after);
        if (known != null) {
            return known == after;
        }
        if (!before.getTag().equals(after.getTag()) || !anchor(before).equals(anchor(after))) {
            return false;
        }
        if (before instanceof ScalarNode old && after instanceof ScalarNode scalar) {
            return changed.containsKey(old)
                    // A block ends in a line break, which is nothing to a sealed value.
                    ? scalar.getValue().strip().equals(changed.get(old))
                    : scalar.getValue().equals(old.getValue());
        }
        if (before instanceof SequenceNode old && after instanceof SequenceNode list) {
            return all(old.getValue(), list.getValue());
        }
        return before instanceof MappingNode old
                && after instanceof MappingNode map
                && all(
                        old.getValue().stream().map(tuple -> tuple.getKeyNode()).toList(),
                        map.getValue().stream().map(tuple -> tuple.getKeyNode()).toList())
                && all(
                        old.getValue().stream().map(tuple -> tuple.getValueNode()).toList(),
                        map.getValue().stream().map(tuple -> tuple.getValueNode()).toList());
    }

    private static String anchor(Node node) {
        return node.getAnchor().map(Object::toString).orElse("");
    }
}
