package dev.nordbox.appliance.render.kustomize.merge;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.NodeKinds;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Elements of a list that are known by the values of some fields; the key {@code ""} stands for the
 * element's own value. Setting has kyaml's side effects: empty elements go.
 */
final class ListElements {
    private ListElements() {}

    /** The first element that has all the values; the resource's lists have few elements. */
    static Optional<Node> find(ListNode list, List<String> keys, List<String> values) {
        boolean primitive = keys.isEmpty() || keys.get(0).isEmpty();
        for (Node item : list) {
            if (primitive ? text(item).equals(values.get(0)) : hasAll(item, keys, values)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    /** Puts an element in the place of all that match, or at the end. */
    static void set(ListNode list, Node element, List<String> keys, List<String> values)
            throws RenderException {
        if (!replace(list, element, keys, values) && !element.isNull()) {
            list.add(element);
        }
    }

    static void remove(ListNode list, List<String> keys, List<String> values)
            throws RenderException {
        replace(list, null, keys, values);
    }

    private static boolean replace(
            ListNode list, @Nullable Node element, List<String> keys, List<String> values)
            throws RenderException {
        boolean byFields = !keys.get(0).isEmpty() && !values.isEmpty() && !values.get(0).isEmpty();
        List<Node> kept = new ArrayList<>(list.size() + 1);
        boolean found = false;
        for (Node item : list) {
            if (item.isNull() || item instanceof MapNode map && map.isEmpty()) {
                continue;
            }
            if (byFields && !item.isMap()) {
                kept.add(item);
            } else if (!matches(item, keys, values)) {
                if (!values.isEmpty()) {
                    kept.add(item);
                }
            } else {
                found = true;
                if (element != null) {
                    kept.add(element);
                }
            }
        }
        list.setItems(kept);
        return found;
    }

    /** An empty value matches any value of a field that is there. */
    private static boolean matches(Node item, List<String> keys, List<String> values)
            throws RenderException {
        boolean last = false;
        for (int i = 0; i < keys.size(); i++) {
            if (i < values.size()) {
                last = matches(item, keys.get(i), values.get(i));
            }
            if (!last) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(Node item, String key, String value) throws RenderException {
        if (key.isEmpty()) {
            NodeKinds.requireScalar(item);
            return text(item).equals(value);
        }
        NodeKinds.requireMap(item);
        Optional<Node> field = item instanceof MapNode map ? map.get(key) : Optional.empty();
        return field.isPresent() && (value.isEmpty() || text(field.get()).equals(value));
    }

    private static boolean hasAll(Node item, List<String> keys, List<String> values) {
        if (!(item instanceof MapNode map)) {
            return false;
        }
        for (int i = 0; i < keys.size(); i++) {
            Optional<Node> field = map.get(keys.get(i));
            if (field.isEmpty() || !text(field.get()).equals(values.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The text of a scalar, {@code ""} for everything else. */
    static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.value() : "";
    }
}
