package dev.nordbox.appliance.render.kustomize.generate;

import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.Style;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes key-value pairs into the data of a ConfigMap or Secret. */
final class DataMap {
    private static final int LINE_LENGTH = 70;

    private DataMap() {}

    /** Text goes to {@code data}, bytes that are no UTF-8 go to {@code binaryData}. */
    static void putIntoConfigMap(MapNode configMap, Map<String, byte[]> values) {
        new TreeMap<>(values)
                .forEach(
                        (key, bytes) -> {
                            Optional<String> text = utf8(bytes);
                            String field = text.isPresent() ? "data" : "binaryData";
                            child(configMap, field)
                                    .add(key(key), scalar(text.orElseGet(() -> base64(bytes))));
                        });
    }

    static void putIntoSecret(MapNode secret, Map<String, byte[]> values) {
        MapNode data = child(secret, "data");
        new TreeMap<>(values).forEach((key, bytes) -> data.add(key(key), scalar(base64(bytes))));
    }

    private static MapNode child(MapNode parent, String name) {
        if (!parent.has(name)) {
            parent.put(name, new MapNode());
        }
        return (MapNode) parent.get(name).orElseThrow();
    }

    /** A key as if it stood in a document: 123 is a number there, and an error later on. */
    private static ScalarNode key(String key) {
        return ScalarNode.untyped(key);
    }

    private static ScalarNode scalar(String text) {
        ScalarNode scalar = ScalarNode.string(text);
        if (text.indexOf('\n') >= 0) {
            scalar.setStyle(Style.LITERAL);
        }
        return scalar;
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** One line, or lines of equal length that all end in a newline. */
    private static String base64(byte[] bytes) {
        String encoded = Base64.getEncoder().encodeToString(bytes);
        if (encoded.length() < LINE_LENGTH) {
            return encoded;
        }
        StringBuilder lines = new StringBuilder();
        for (int start = 0; start < encoded.length(); start += LINE_LENGTH) {
            int end = Math.min(encoded.length(), start + LINE_LENGTH);
            lines.append(encoded, start, end).append('\n');
        }
        return lines.toString();
    }
}
