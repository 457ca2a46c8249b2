package dev.nordbox.appliance.render.kustomize;

import dev.nordbox.appliance.render.yaml.GoNumber;
import dev.nordbox.appliance.render.yaml.GoSyntax;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.NotJson;
import dev.nordbox.appliance.render.yaml.PlainValues;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.Schema;
import dev.nordbox.appliance.render.yaml.Style;
import dev.nordbox.appliance.render.yaml.Tag;
import dev.nordbox.appliance.render.yaml.YamlException;
import java.util.ArrayList;
import java.util.List;

/** An object as Go prints it before the reason why it cannot be written. */
final class GoDump {
    private static final String NOTHING = "map[string]interface {}(nil)";

    private GoDump() {}

    /** Nothing, where go-yaml cannot read the tree even without writing it before. */
    static String of(MapNode object) {
        return isReadable(object) ? printMap(object, true) : NOTHING;
    }

    private static boolean isReadable(MapNode object) {
        try {
            PlainValues.ofUnwritten(object);
            return true;
        } catch (YamlException e) {
            return e instanceof NotJson;
        }
    }

    private static String print(Node node) {
        if (node instanceof MapNode map) {
            return printMap(map, false);
        }
        if (node instanceof ListNode list) {
            List<String> items = new ArrayList<>();
            list.forEach(item -> items.add(print(item)));
            return "[]interface {}{" + String.join(", ", items) + "}";
        }
        return printScalar((ScalarNode) node);
    }

    private static String printMap(MapNode map, boolean root) {
        boolean plain = root || map.fields().stream().allMatch(field -> isText(field.key()));
        List<MapNode.Field> fields = new ArrayList<>(map.fields());
        fields.sort(
                root ? (left, right) -> left.name().compareTo(right.name()) : GoDump::compareKeys);
        List<String> entries = new ArrayList<>();
        for (MapNode.Field field : fields) {
            String key = root ? GoSyntax.quote(field.name()) : printScalar(field.key());
            entries.add(key + ":" + print(field.value()));
        }
        return (plain ? "map[string]interface {}{" : "map[interface {}]interface {}{")
                + String.join(", ", entries)
                + "}";
    }

    /** Null comes first, then texts, then numbers in their own order, then the rest. */
    private static int compareKeys(MapNode.Field left, MapNode.Field right) {
        int ranked = Integer.compare(rank(left.key()), rank(right.key()));
        if (ranked != 0) {
            return ranked;
        }
        int shorter = Integer.compare(left.name().length(), right.name().length());
        boolean number = rank(left.key()) == 1;
        return number && shorter != 0 ? shorter : left.name().compareTo(right.name());
    }

    private static int rank(ScalarNode key) {
        if (isText(key)) {
            return 0;
        }
        return switch (typeOf(key)) {
            case Tag.NULL -> -1;
            case Tag.INT -> 1;
            default -> 2;
        };
    }

    private static boolean isText(ScalarNode scalar) {
        return typeOf(scalar).equals(Tag.STRING);
    }

    private static String typeOf(ScalarNode scalar) {
        if (!scalar.tag().isEmpty()) {
            return scalar.tag();
        }
        return scalar.style() == Style.DEFAULT ? Schema.V3.resolve(scalar.value()) : Tag.STRING;
    }

    private static String printScalar(ScalarNode scalar) {
        if (isText(scalar)) {
            return GoSyntax.quote(scalar.value());
        }
        Object value = Schema.V3.resolved(scalar.value()).value();
        if (value instanceof Double number) {
            return number.isNaN()
                    ? "NaN"
                    : number.isInfinite()
                            ? (number > 0 ? "+Inf" : "-Inf")
                            : GoNumber.general(number);
        }
        return GoSyntax.of(value);
    }
}
