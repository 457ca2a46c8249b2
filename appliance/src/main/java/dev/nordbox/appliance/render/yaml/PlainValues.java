package dev.nordbox.appliance.render.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Node trees as JSON has them: {@link Map} with string keys, {@link List}, {@link String}, {@link
 * Boolean}, {@link Long}, {@link java.math.BigInteger}, {@link Double} and null.
 */
public final class PlainValues {
    private PlainValues() {}

    /**
     * The value of a tree, as it comes out of go-yaml v3 and {@code encoding/json}.
     *
     * @throws YamlException for what JSON cannot hold: a key twice, a key that is no string, an
     *     infinite number
     */
    public static @Nullable Object of(Node node) throws YamlException {
        try {
            return node instanceof MapNode map ? convertMap(map, true) : convert(node);
        } catch (KeyTwice e) {
            throw DuplicateKeys.in(node);
        }
    }

    /** The fields of a map, in the order they stand. See {@link #of}. */
    public static Map<String, @Nullable Object> ofMap(MapNode map) throws YamlException {
        try {
            return convertMap(map, true);
        } catch (KeyTwice e) {
            throw DuplicateKeys.in(map);
        }
    }

    private static @Nullable Object convert(Node node) throws YamlException, KeyTwice {
        if (node instanceof MapNode map) {
            return convertMap(map, false);
        }
        if (node instanceof ListNode list) {
            List<@Nullable Object> values = new ArrayList<>(list.size());
            for (Node item : list) {
                values.add(convert(item));
            }
            return values;
        }
        return ofScalar((ScalarNode) node, Schema.V3);
    }

    /**
     * @param root whether this is the whole tree: Go reads that into a map with string keys
     */
    private static Map<String, @Nullable Object> convertMap(MapNode map, boolean root)
            throws YamlException, KeyTwice {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(map.size() * 2);
        for (MapNode.Field field : map.fields()) {
            String type = typeOf(field.key());
            if (!type.equals(Tag.STRING) && (!root || type.equals(Tag.NULL))) {
                throw new YamlException("json: unsupported type: map[interface {}]interface {}");
            }
            if (values.containsKey(field.name())) {
                throw new KeyTwice();
            }
            values.put(field.name(), convert(field.value()));
        }
        return values;
    }

    /** The conversion ends here; what to say about it takes a look at the whole tree. */
    private static final class KeyTwice extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * The tree that kyaml makes of values: numbers are 64-bit floats first, so that a whole number
     * beyond 2^53 loses digits.
     */
    public static Node toNode(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            MapNode node = new MapNode();
            map.forEach((key, item) -> node.add(quotedAsNeeded(String.valueOf(key)), toNode(item)));
            return node;
        }
        if (value instanceof List<?> list) {
            ListNode node = new ListNode();
            list.forEach(item -> node.add(toNode(item)));
            return node;
        }
        if (value instanceof Number number) {
            String text = GoNumber.general(number.doubleValue());
            return ScalarNode.of(Schema.V3.resolve(text), text);
        }
        if (value instanceof Boolean truth) {
            return ScalarNode.bool(truth);
        }
        return value == null ? ScalarNode.nothing() : quotedAsNeeded(value.toString());
    }

    private static ScalarNode quotedAsNeeded(String text) {
        ScalarNode node = ScalarNode.string(text);
        if (text.indexOf('\n') >= 0) {
            node.setStyle(Style.LITERAL);
        } else if (!Schema.V2.resolve(text).equals(Tag.STRING)) {
            node.setStyle(Style.DOUBLE_QUOTED);
        }
        return node;
    }

    /**
     * The value of a tree read under {@link Schema#V2}, as it comes out of YAML 1.1 and JSON: keys
     * become strings whatever they are, and of a key that stands twice the last one counts.
     */
    public static @Nullable Object ofConfiguration(Node node) throws YamlException {
        if (node instanceof MapNode map) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>(map.size() * 2);
            for (MapNode.Field field : map.fields()) {
                values.put(configurationKey(field.key()), ofConfiguration(field.value()));
            }
            return values;
        }
        if (node instanceof ListNode list) {
            List<@Nullable Object> values = new ArrayList<>(list.size());
            for (Node item : list) {
                values.add(ofConfiguration(item));
            }
            return values;
        }
        return ofScalar((ScalarNode) node, Schema.V2);
    }

    private static String configurationKey(ScalarNode key) throws YamlException {
        Object value = ofScalar(key, Schema.V2);
        if (value == null || key.tag().equals(Tag.MAP) || key.tag().equals(Tag.LIST)) {
            throw new YamlException("Unsupported map key of type: " + key.tag());
        }
        return value instanceof Double number ? GoNumber.general(number) : value.toString();
    }

    /**
     * The type a scalar has once it is written out and read again. Quotes make a string of a number
     * unless its tag is spelled out; that happens when a patch puts one where a quoted text was.
     */
    private static String typeOf(ScalarNode scalar) {
        String tag = scalar.tag();
        boolean quoted = scalar.style() != Style.DEFAULT;
        if (tag.isEmpty()) {
            return quoted ? Tag.STRING : Schema.V3.resolve(scalar.value());
        }
        boolean dropsTag =
                quoted
                        && !scalar.isTagged()
                        && !tag.equals(Tag.STRING)
                        && Schema.V3.resolve(scalar.value()).equals(tag);
        return dropsTag ? Tag.STRING : tag;
    }

    static @Nullable Object ofScalar(ScalarNode scalar, Schema schema) throws YamlException {
        String tag = typeOf(scalar);
        if (tag.equals(Tag.STRING)) {
            return scalar.value();
        }
        if (tag.equals(Tag.BINARY)) {
            return Binary.decode(scalar.value());
        }
        if (tag.equals(Tag.TIMESTAMP) && schema == Schema.V2) {
            return scalar.value();
        }
        Object value = schema.resolved(tag, scalar.value()).value();
        if (value instanceof Double number) {
            if (number.isNaN() || number.isInfinite()) {
                String name = number.isNaN() ? "NaN" : number > 0 ? "+Inf" : "-Inf";
                throw new YamlException("json: unsupported value: " + name);
            }
            // JSON has one type of number: 1e3 is written as 1000 and read back as an integer.
            return GoNumber.integer(GoNumber.json(number)).orElse(number);
        }
        return value;
    }
}
