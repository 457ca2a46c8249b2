package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.resource.GoText;
import dev.nordbox.appliance.render.yaml.ConfigurationValues;
import dev.nordbox.appliance.render.yaml.GoNumber;
import dev.nordbox.appliance.render.yaml.GoSyntax;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.Schema;
import dev.nordbox.appliance.render.yaml.Tag;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML the way the original reads its configuration: YAML 1.1 to JSON, JSON to a struct. Of
 * several problems the one that comes first in the JSON (whose keys are sorted) is reported, since
 * Go reports only that one.
 */
public final class GoJson {
    private static final Comparator<Problem> IN_ORDER_OF_THE_JSON =
            (left, right) -> comparePaths(left.path(), right.path());

    private final boolean strict;
    private final Coercion coercion;
    private @Nullable Problem first;

    /** Where a number or boolean will do for a text. */
    private enum Coercion {
        NOWHERE,
        OUTSIDE_EMBEDDED_STRUCTS,
        EVERYWHERE
    }

    private record Problem(List<String> path, String message) {}

    private GoJson(boolean strict, Coercion coercion) {
        this.strict = strict;
        this.coercion = coercion;
    }

    /** Reads a kustomization file: unknown fields are refused, and a number is no text. */
    static <T> T kustomization(Node root, String goType, Function<Fields, T> reader)
            throws RenderException {
        return new GoJson(true, Coercion.NOWHERE).read(root, goType, reader);
    }

    /**
     * Reads a configuration of another kind, in which numbers and booleans will do for texts.
     * Unknown fields are ignored.
     */
    public static <T> T lenient(Node root, String goType, Function<Fields, T> reader)
            throws RenderException {
        return new GoJson(false, Coercion.OUTSIDE_EMBEDDED_STRUCTS).read(root, goType, reader);
    }

    /** The same for what the original reads without JSON in between: any scalar is a text. */
    public static <T> T loose(Node root, String goType, Function<Fields, T> reader)
            throws RenderException {
        return new GoJson(false, Coercion.EVERYWHERE).read(root, goType, reader);
    }

    /** The same as {@link #lenient}, with unknown fields refused. */
    static <T> T strict(Node root, String goType, Function<Fields, T> reader)
            throws RenderException {
        return new GoJson(true, Coercion.OUTSIDE_EMBEDDED_STRUCTS).read(root, goType, reader);
    }

    /**
     * The first document of a text, under YAML 1.1.
     *
     * @throws RenderException also for what is YAML and cannot be JSON: a key that is null
     */
    public static Node parse(String text) throws RenderException {
        Node root = YamlParser.forConfiguration().parse(text);
        refuseNullKeys(root);
        return root;
    }

    /** The same, where the original says what it was about to do. */
    public static Node unmarshal(String text) throws RenderException {
        try {
            return parse(text);
        } catch (RenderException e) {
            throw e.prefixed("error converting YAML to JSON");
        }
    }

    private static void refuseNullKeys(Node node) throws RenderException {
        if (node instanceof ListNode list) {
            for (Node item : list) {
                refuseNullKeys(item);
            }
        } else if (node instanceof MapNode map) {
            for (MapNode.Field field : map.fields()) {
                if (field.key().isNull()) {
                    throw new RenderException(
                            "unsupported map key of type: %!s(<nil>), key: <nil>, value: "
                                    + goValue(field.value()));
                }
                refuseNullKeys(field.value());
            }
        }
    }

    private static String goValue(Node node) throws RenderException {
        return node.isNull() ? "<nil>" : GoSyntax.of(ConfigurationValues.of(node));
    }

    private <T> T read(Node root, String goType, Function<Fields, T> reader)
            throws RenderException {
        if (!root.isMap() && !root.isNull()) {
            throw new RenderException(
                    "json: cannot unmarshal "
                            + typeName(root)
                            + " into Go value of type "
                            + goType);
        }
        MapNode map = root.asMap().orElseGet(MapNode::new);
        String struct = goType.substring(goType.lastIndexOf('.') + 1);
        Fields fields = new Fields(this, struct, List.of(), List.of(), false, map);
        T object = reader.apply(fields);
        fields.refuseUnknown();
        Problem problem = first;
        if (problem != null) {
            throw new RenderException(problem.message());
        }
        return object;
    }

    void problem(List<String> path, String message) {
        Problem problem = new Problem(path, message);
        Problem earlier = first;
        if (earlier == null || IN_ORDER_OF_THE_JSON.compare(problem, earlier) < 0) {
            first = problem;
        }
    }

    /**
     * The text of a scalar, if it is one or can be taken for one.
     *
     * @param direct whether the field is the struct's own: those of embedded structs are not taken
     *     for what they are not
     */
    Optional<String> text(ScalarNode scalar, boolean direct) {
        if (isText(scalar)) {
            return Optional.of(scalar.value());
        }
        boolean coerces =
                coercion == Coercion.EVERYWHERE
                        || coercion == Coercion.OUTSIDE_EMBEDDED_STRUCTS && direct;
        if (!coerces || scalar.isNull()) {
            return Optional.empty();
        }
        return Optional.of(keyText(scalar));
    }

    void unknown(List<String> path, String key) {
        if (strict) {
            problem(path, "json: unknown field " + GoText.quote(key));
        }
    }

    /** A YAML key as a JSON key: {@code y} is "true", {@code 010} is "8". */
    static String keyText(ScalarNode key) {
        return switch (key.tag()) {
            case Tag.BOOL -> Boolean.toString(isTrue(key));
            case Tag.INT -> String.valueOf(Schema.V2.resolved(key.value()).value());
            case Tag.FLOAT ->
                    Schema.V2.resolved(key.value()).value() instanceof Double real
                            ? GoNumber.general(real)
                            : key.value();
            case Tag.NULL -> "null";
            default -> key.value();
        };
    }

    static boolean isTrue(ScalarNode scalar) {
        return Boolean.TRUE.equals(Schema.V2.resolved(scalar.value()).value());
    }

    static boolean isNumber(ScalarNode scalar) {
        return scalar.tag().equals(Tag.INT) || scalar.tag().equals(Tag.FLOAT);
    }

    static boolean isText(ScalarNode scalar) {
        return !isNumber(scalar) && !scalar.tag().equals(Tag.BOOL) && !scalar.isNull();
    }

    static BigDecimal number(ScalarNode scalar) {
        return new BigDecimal(numberText(scalar));
    }

    static String numberText(ScalarNode scalar) {
        Optional<Object> value = Optional.ofNullable(Schema.V2.resolved(scalar.value()).value());
        return value.map(GoJson::jsonNumber).orElse(scalar.value());
    }

    private static String jsonNumber(Object value) {
        return value instanceof Double real ? GoNumber.json(real) : value.toString();
    }

    /** What {@code encoding/json} calls the type of a JSON value. */
    public static String typeName(Node node) {
        if (node instanceof MapNode) {
            return "object";
        }
        if (node instanceof ListNode) {
            return "array";
        }
        return switch (node.tag()) {
            case Tag.BOOL -> "bool";
            case Tag.INT, Tag.FLOAT -> "number";
            default -> "string";
        };
    }

    private static int comparePaths(List<String> left, List<String> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
