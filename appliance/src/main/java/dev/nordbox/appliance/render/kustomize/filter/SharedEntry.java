package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.yaml.FieldSetter;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.NodeKinds;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.WrongNodeKind;

/**
 * A text that goes into several maps of a resource under one key. The maps it is new to hold the
 * very same scalar from then on, as in the original: what changes one of them later, a patch of the
 * overlay for example, changes all.
 */
final class SharedEntry {
    private final String key;
    private final ScalarNode value;

    SharedEntry(String key, String text) {
        this.key = key;
        this.value = ScalarNode.string(text);
    }

    /** Sets the entry; null stays null. */
    void putInto(Node node) throws WrongNodeKind {
        NodeKinds.requireMap(node);
        if (node instanceof MapNode map) {
            boolean replacesMap = map.get(key).filter(present -> !present.isScalar()).isPresent();
            FieldSetter.set(map, ScalarNode.untyped(key), replacesMap ? value.copy() : value);
        }
    }
}
