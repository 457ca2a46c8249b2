package dev.nordbox.appliance.render.yaml;

import dev.nordbox.appliance.render.RenderStopped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Node trees as JSON has them: {@link Map} with string keys, {@link List}, {@link String}, {@link
 * Boolean}, {@link Long}, {@link java.math.BigInteger}, {@link Double} and null.
 */
public final class PlainValues {
    private @Nullable NotJson unsupported;

    private PlainValues() {}

    /**
     * The value of a tree, as it comes out of go-yaml v3 and {@code encoding/json}.
     *
     * @throws NotJson for what JSON cannot hold
     * @throws YamlException for what go-yaml does not read: a key twice, a tag that is not true
     */
    public static @Nullable Object of(Node node) throws YamlException {
        return of(node, Written.IN_BLOCK);
    }

    /** The same where the original takes the values from the tree, without writing it before. */
    public static @Nullable Object ofUnwritten(Node node) throws YamlException {
        return of(node, Written.NOT);
    }

    private static @Nullable Object of(Node node, Written written) throws YamlException {
        PlainValues values = new PlainValues();
        try {
            return values.checked(
                    node instanceof MapNode map
                            ? values.convertMap(map, true, written.inside(map))
                            : values.convert(node, written));
        } catch (Misread e) {
            throw e.in(node);
        }
    }

    /** The fields of a map, in the order they stand. See {@link #of}. */
    public static Map<String, @Nullable Object> ofMap(MapNode map) throws YamlException {
        PlainValues values = new PlainValues();
        try {
            return values.checked(values.convertMap(map, true, Written.IN_BLOCK.inside(map)));
        } catch (Misread e) {
            throw e.in(map);
        }
    }

    /** JSON is made when all has been read: problems with it come last. */
    private <T extends @Nullable Object> T checked(T converted) throws NotJson {
        NotJson problem = unsupported;
        if (problem != null) {
            throw problem;
        }
        return converted;
    }

    private @Nullable Object unsupported(NotJson problem) {
        unsupported = unsupported == null ? problem : unsupported;
        return null;
    }

    private @Nullable Object convert(Node node, Written written) throws YamlException, Misread {
        if (node instanceof MapNode map) {
            return convertMap(map, false, written.inside(map));
        }
        if (node instanceof ListNode list) {
            List<@Nullable Object> values = new ArrayList<>(list.size());
            for (Node item : list) {
                values.add(convert(item, written.inside(list)));
            }
            return values;
        }
        ScalarNode scalar = (ScalarNode) node;
        if (written.opensWithTab(scalar)) {
            throw new Misread(PlainValues::tabProblem);
        }
        try {
            return ofScalar(scalar, Schema.V3, written);
        } catch (NotJson e) {
            return unsupported(e);
        }
    }

    /**
     * @param root whether this is the whole tree: Go reads that into a map of texts
     */
    private Map<String, @Nullable Object> convertMap(MapNode map, boolean root, Written written)
            throws YamlException, Misread {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(map.size() * 2);
        Optional<Node> merged = Optional.empty();
        for (MapNode.Field field : map.fields()) {
            if (written.merges(field.key())) {
                merged = Optional.of(field.value());
                continue;
            }
            String type = written.typeOfKey(field.key());
            if (isCollection(type)) {
                throw new YamlException("yaml: invalid map key: " + GoSyntax.of(keyContent(field)));
            }
            if (!type.equals(Tag.STRING) && !root) {
                unsupported(new NotJson("json: unsupported type: map[interface {}]interface {}"));
            }
            if (values.containsKey(field.name())) {
                throw new Misread(DuplicateKeys::in);
            }
            values.put(field.name(), convert(field.value(), written));
        }
        if (root) {
            dropNullKeys(map, values, written);
        }
        if (merged.isPresent()) {
            for (MapNode source : MergeKeys.sources(merged.get())) {
                for (Map.Entry<String, @Nullable Object> field :
                        convertMap(source, root, written.inside(source)).entrySet()) {
                    if (!values.containsKey(field.getKey())) {
                        values.put(field.getKey(), field.getValue());
                    }
                }
            }
        }
        return values;
    }

    /** Go's map of texts takes any key but null, which is left out. */
    private static void dropNullKeys(
            MapNode map, Map<String, @Nullable Object> values, Written written) {
        for (MapNode.Field field : map.fields()) {
            if (written.typeOfKey(field.key()).equals(Tag.NULL)) {
                values.remove(field.name());
            }
        }
    }

    /** What go-yaml v3 says about a tab it has written itself at the start of a block. */
    private static YamlException tabProblem(Node root) {
        try {
            YamlParser.forResources().parse(SourceText.of(root));
            return new YamlException("yaml: found a tab character");
        } catch (YamlException e) {
            return e;
        } catch (RenderStopped e) {
            return new YamlException("yaml: found a tab character", e);
        }
    }

    static boolean isCollection(String tag) {
        return tag.equals(Tag.MAP) || tag.equals(Tag.LIST);
    }

    /** What a map or a list in the place of a key holds: the parser keeps its text. */
    private static @Nullable Object keyContent(MapNode.Field field) throws YamlException {
        try {
            return of(YamlParser.forResources().parse(field.name()));
        } catch (RenderStopped e) {
            throw new YamlException("yaml: invalid map key", e);
        }
    }

    /**
     * The tree that kyaml makes of values: numbers are 64-bit floats first, so that a whole number
     * beyond 2^53 loses digits.
     */
    public static Node toNode(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            MapNode node = new MapNode();
            map.forEach((key, item) -> node.add(key(String.valueOf(key)), toNode(item)));
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

    /** go-yaml writes the merge key without quotes, whatever it was, and reads it as one. */
    private static ScalarNode key(String text) {
        return text.equals(MergeKeys.NAME) ? ScalarNode.of(Tag.MERGE, text) : quotedAsNeeded(text);
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

    static @Nullable Object ofScalar(ScalarNode scalar, Schema schema, Written written)
            throws YamlException {
        String tag = written.typeOf(scalar);
        if (tag.equals(Tag.STRING)) {
            return written.textOf(scalar);
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
                throw new NotJson("json: unsupported value: " + name);
            }
            // JSON has one type of number: 1e3 is written as 1000 and read back as an integer.
            return GoNumber.integer(GoNumber.json(number)).orElse(number);
        }
        return value;
    }
}
