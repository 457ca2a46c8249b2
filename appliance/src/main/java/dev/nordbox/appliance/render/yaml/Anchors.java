package dev.nordbox.appliance.render.yaml;

import dev.nordbox.appliance.render.RenderException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The anchored nodes of a document. Aliases become copies. */
final class Anchors {
    private final NodeBudget budget;
    private final Map<String, Node> anchored = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    Anchors(NodeBudget budget) {
        this.budget = budget;
    }

    void clear() {
        anchored.clear();
        open.clear();
    }

    /** Called when the node of an anchor begins; {@code ""} is no anchor. */
    void open(String name) {
        if (!name.isEmpty()) {
            open.add(name);
        }
    }

    void close(String name, Node node) {
        if (!name.isEmpty()) {
            anchored.put(name, node);
            open.remove(name);
        }
    }

    Node expand(String name, int depth) throws RenderException {
        if (open.contains(name)) {
            throw new YamlException("yaml: anchor '" + name + "' value contains itself");
        }
        Node node = anchored.get(name);
        if (node == null) {
            throw new YamlException("yaml: unknown anchor '" + name + "' referenced");
        }
        budget.copy(node, depth);
        return node.copy();
    }
}
