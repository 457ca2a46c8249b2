package dev.nordbox.appliance.render.kustomize.merge;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.merge.StrategicMerge.ListDirection;
import dev.nordbox.appliance.render.kustomize.openapi.ResourceSchema;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.NodeKinds;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists whose elements are known by keys: containers by name, ports by number and protocol. */
final class AssociativeList {
    private static final List<String> OWN_VALUE = List.of("");

    private final StrategicMerge merge;
    private final ResourceSchema schema;

    AssociativeList(StrategicMerge merge, ResourceSchema schema) {
        this.merge = merge;
        this.schema = schema;
    }

    @Nullable Node walk(@Nullable Node dest, @Nullable Node patch) throws RenderException {
        Node chosen = choose(dest, patch);
        if (!(chosen instanceof ListNode list)) {
            return chosen;
        }
        ListNode changes = patch instanceof ListNode other ? other : null;
        List<String> keys = schema.mergeKeys();
        return keys.isEmpty()
                ? mergeElements(list, changes, OWN_VALUE)
                : mergeElements(list, changes, keys);
    }

    private static @Nullable Node choose(@Nullable Node dest, @Nullable Node patch)
            throws RenderException {
        if (dest == null || dest.isNull()) {
            return patch;
        }
        if (patch == null) {
            return dest;
        }
        if (patch.isNull()) {
            return null;
        }
        return switch (PatchDirective.take(patch)) {
            case DELETE -> null;
            case REPLACE -> patch;
            case MERGE -> dest;
        };
    }

    private Node mergeElements(ListNode dest, @Nullable ListNode patch, List<String> keys)
            throws RenderException {
        MergeKeyValues identities =
                merge.direction() == ListDirection.PREPEND
                        ? MergeKeyValues.of(keys, patch, dest)
                        : MergeKeyValues.of(keys, dest, patch);
        if (identities.isEmpty()) {
            return dest;
        }
        ListNode merged = new ListNode();
        List<String> usedKeys = identities.usedKeys();
        for (int i = 0; i < identities.size(); i++) {
            List<String> usedValues = identities.usedValues(i);
            Node element =
                    merge.walk(
                            find(dest, usedKeys, usedValues),
                            find(patch, usedKeys, usedValues),
                            schema.elements());
            if (StrategicMerge.isMissing(element)
                    || element instanceof MapNode map && map.isEmpty()) {
                ListElements.remove(dest, usedKeys, usedValues);
                continue;
            }
            nameElement(element, usedKeys, usedValues);
            ListElements.set(merged, element, usedKeys, usedValues);
        }
        if (merge.direction() == ListDirection.PREPEND) {
            append(merged, dest, usedKeys);
            return merged;
        }
        append(dest, merged, usedKeys);
        return dest;
    }

    private static @Nullable Node find(
            @Nullable ListNode list, List<String> keys, List<String> values) {
        if (list == null) {
            return null;
        }
        MergeKeyValues alone = MergeKeyValues.single(keys, values);
        return ListElements.find(list, alone.usedKeys(), alone.usedValues(0)).orElse(null);
    }

    /** Gives an element the keys it was found by, if it lacks one. */
    private static void nameElement(Node element, List<String> keys, List<String> values) {
        if (element instanceof MapNode map) {
            for (int i = 0; i < keys.size(); i++) {
                if (!map.has(keys.get(i)) && !values.get(i).isEmpty()) {
                    map.add(ScalarNode.string(keys.get(i)), ScalarNode.string(values.get(i)));
                }
            }
        }
    }

    /** Adds elements to a list, each in the place of those with the same keys. */
    private static void append(ListNode into, ListNode from, List<String> keys)
            throws RenderException {
        for (Node element : new ArrayList<>(from.items())) {
            if (keys.get(0).isEmpty()) {
                ListElements.set(into, element, OWN_VALUE, List.of(ListElements.text(element)));
                continue;
            }
            NodeKinds.requireMap(element);
            List<String> values = new ArrayList<>(keys.size());
            for (String key : keys) {
                Optional<Node> value =
                        element instanceof MapNode map ? map.get(key) : Optional.empty();
                if (value.isPresent()) {
                    values.add(ListElements.text(value.get()));
                } else {
                    // An element without its key has nothing to be replaced by.
                    into.add(element);
                }
            }
            if (keys.size() > 1) {
                ListElements.remove(into, keys, values);
            }
            ListElements.set(into, element, keys, values);
        }
    }
}
