package dev.nordbox.appliance.render.yaml;

import dev.nordbox.appliance.render.RenderStopped;
import java.util.Optional;
import java.util.Set;

/**
 * Sets the fields of maps as kyaml does: the style that is there stays, and a new text that YAML
 * 1.1 would read as something else is put in quotes, which every later value there keeps.
 */
public final class FieldSetter {
    private FieldSetter() {}

    /** Sets a field, which is new if there is none of the key's text. */
    public static void set(MapNode map, ScalarNode key, Node value) {
        quoteIfMisread(value);
        Optional<Node> present = map.get(key.value());
        if (present.isPresent()) {
            value.setStyle(present.get().style());
            map.put(key.value(), value);
        } else {
            map.add(key, value);
        }
    }

    /** Sets a field to a text whose type shows when it is written. */
    public static void set(MapNode map, String name, String text) {
        set(map, ScalarNode.untyped(name), ScalarNode.untyped(text));
    }

    private static void quoteIfMisread(Node value) {
        if (value instanceof ScalarNode scalar
                && scalar.isString()
                && scalar.style() == Style.DEFAULT
                && !scalar.isTagged()
                && isMisread(scalar.value())) {
            scalar.setStyle(Style.DOUBLE_QUOTED);
        }
    }

    private static boolean isMisread(String text) {
        if (text.isEmpty() || text.indexOf('\n') >= 0) {
            return false;
        }
        if (isWord(text)) {
            return !readsAsText(ScalarNode.of(Schema.V2.resolve(text), text));
        }
        try {
            return !readsAsText(YamlParser.forConfiguration().parse(text));
        } catch (YamlException | RenderStopped e) {
            return false;
        }
    }

    /** Nothing in it that could make YAML see more than a plain scalar. */
    private static boolean isWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || i > 0 && "-._/".indexOf(c) >= 0;
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** A time counts as text here, and so does whatever has a tag of its own. */
    private static boolean readsAsText(Node node) {
        return node.isScalar()
                && !Set.of(Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.NULL).contains(node.tag());
    }
}
