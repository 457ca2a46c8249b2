package dev.nordbox.appliance.render.kustomize.resource;

import dev.nordbox.appliance.render.yaml.GoNumber;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Node trees made of plain values: the way back from {@code PlainValues}. */
final class PlainNodes {

    private PlainNodes() {}

    static Node of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            MapNode node = new MapNode();
            map.forEach((key, item) -> node.add(ScalarNode.string(String.valueOf(key)), of(item)));
            return node;
        }
        if (value instanceof List<?> list) {
            ListNode node = new ListNode();
            list.forEach(item -> node.add(of(item)));
            return node;
        }
        if (value instanceof String text) {
            return ScalarNode.string(text);
        }
        if (value instanceof Boolean flag) {
            return ScalarNode.bool(flag);
        }
        if (value instanceof Double real) {
            return ScalarNode.of(Tag.FLOAT, GoNumber.json(real));
        }
        return value == null ? ScalarNode.nothing() : ScalarNode.of(Tag.INT, value.toString());
    }
}
