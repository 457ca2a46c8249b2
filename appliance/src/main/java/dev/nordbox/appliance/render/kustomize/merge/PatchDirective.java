package dev.nordbox.appliance.render.kustomize.merge;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code $patch} asks for in a map, or in a list as an element of its own. */
enum PatchDirective {
    MERGE,
    REPLACE,
    DELETE;

    private static final String KEY = "$patch";

    /** Reads the directive and takes it out of the patch. */
    static PatchDirective take(Node patch) throws RenderException {
        if (patch instanceof MapNode map) {
            return takeFromMap(map);
        }
        if (patch instanceof ListNode list) {
            return takeFromList(list);
        }
        throw new MergeException(
                "no implemented strategic merge patch strategy for '"
                        + patch.tag()
                        + "' ('"
                        + ((ScalarNode) patch).value()
                        + "')");
    }

    /** The same where the resource has nothing yet: a directive nobody knows is then no error. */
    static PatchDirective ofNew(@Nullable Node patch) throws RenderException {
        if (patch == null || patch.isScalar() || hasUnknown(patch)) {
            return MERGE;
        }
        return take(patch);
    }

    private static boolean hasUnknown(Node patch) {
        Optional<Node> value =
                patch instanceof MapNode map
                        ? map.get(KEY)
                        : directiveElement((ListNode) patch).flatMap(element -> element.get(KEY));
        return value.isPresent() && named(text(value.get())).isEmpty();
    }

    private static PatchDirective takeFromMap(MapNode map) throws MergeException {
        Optional<Node> value = map.get(KEY);
        if (value.isEmpty()) {
            return MERGE;
        }
        PatchDirective directive = require(text(value.get()));
        map.remove(KEY);
        return directive;
    }

    private static PatchDirective takeFromList(ListNode list) throws RenderException {
        Optional<MapNode> element = directiveElement(list);
        // With further fields beside it the directive is the element's, not the list's.
        if (element.isEmpty() || element.get().size() > 1) {
            return MERGE;
        }
        String text = text(element.get().get(KEY).orElseThrow());
        PatchDirective directive = require(text);
        ListElements.remove(list, List.of(KEY), List.of(text));
        return directive;
    }

    private static Optional<MapNode> directiveElement(ListNode list) {
        return list.items().stream()
                .flatMap(item -> item.asMap().stream())
                .filter(item -> item.has(KEY))
                .findFirst();
    }

    private static PatchDirective require(String text) throws MergeException {
        return named(text)
                .orElseThrow(() -> new MergeException("unknown patch strategy '" + text + "'"));
    }

    private static Optional<PatchDirective> named(String text) {
        return switch (text) {
            case "merge" -> Optional.of(MERGE);
            case "replace" -> Optional.of(REPLACE);
            case "delete" -> Optional.of(DELETE);
            default -> Optional.empty();
        };
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.value() : "";
    }
}
