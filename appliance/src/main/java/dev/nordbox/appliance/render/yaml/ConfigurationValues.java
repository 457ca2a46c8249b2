package dev.nordbox.appliance.render.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a tree read under {@link Schema#V2}, as they come out of YAML 1.1 and JSON: keys
 * become strings whatever they are, and of a key that stands twice the last one counts.
 */
public final class ConfigurationValues {
    private ConfigurationValues() {}

    public static @Nullable Object of(Node node) throws YamlException {
        if (node instanceof MapNode map) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>(map.size() * 2);
            for (MapNode.Field field : map.fields()) {
                values.put(key(field.key()), of(field.value()));
            }
            return values;
        }
        if (node instanceof ListNode list) {
            List<@Nullable Object> values = new ArrayList<>(list.size());
            for (Node item : list) {
                values.add(of(item));
            }
            return values;
        }
        return PlainValues.ofScalar((ScalarNode) node, Schema.V2, Written.NOT);
    }

    private static String key(ScalarNode key) throws YamlException {
        Object value = PlainValues.ofScalar(key, Schema.V2, Written.NOT);
        if (value == null || PlainValues.isCollection(key.tag())) {
            throw new YamlException("Unsupported map key of type: " + key.tag());
        }
        return value instanceof Double number ? GoNumber.general(number) : value.toString();
    }
}
