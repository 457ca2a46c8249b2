package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.resource.BuildAnnotations;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.JsonWriter;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.PlainValues;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Appends a hash of their content to the names of generated ConfigMaps and Secrets. */
final class HashSuffix {
    private static final int LENGTH = 10;

    private HashSuffix() {}

    static void addTo(ResMap resources) throws RenderException {
        for (Resource resource : resources.resources()) {
            if (resource.isEnabled(BuildAnnotations.NEEDS_HASH_SUFFIX)) {
                String hash = hash(resource);
                resource.storePreviousId();
                resource.setName(resource.name() + "-" + hash);
            }
        }
        resources.forgetIds();
    }

    private static String hash(Resource resource) throws RenderException {
        Map<String, @Nullable Object> content = new TreeMap<>();
        MapNode node = resource.node();
        switch (resource.kind()) {
            case "ConfigMap" -> {
                content.put("kind", "ConfigMap");
                content.put("data", value(node, "data"));
                mapOnly(node, "binaryData", content);
            }
            case "Secret" -> {
                content.put("kind", "Secret");
                content.put("type", value(node, "type"));
                content.put("data", value(node, "data"));
                mapOnly(node, "stringData", content);
            }
            default -> {
                return encode(JsonWriter.compact(PlainValues.of(node)));
            }
        }
        // The original looks the name up by a path that finds nothing; hashes depend on it.
        content.put("name", "");
        return encode(JsonWriter.compact(content));
    }

    private static @Nullable Object value(MapNode node, String field) throws RenderException {
        Optional<Node> value = node.get(field);
        if (value.isEmpty()) {
            return "";
        }
        // The value is converted as a tree of its own, in which any key is taken for a text.
        return value.get() instanceof ScalarNode scalar
                ? scalar.value()
                : PlainValues.of(value.get());
    }

    private static void mapOnly(MapNode node, String field, Map<String, @Nullable Object> content)
            throws RenderException {
        Optional<Node> value = node.get(field).filter(Node::isMap);
        if (value.isPresent()) {
            content.put(field, PlainValues.of(value.get()));
        }
    }

    /** Without vowels and digits that look alike, so that no word comes out. */
    private static String encode(String content) {
        String hex;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            hex = HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return hex.substring(0, LENGTH)
                .replace('0', 'g')
                .replace('1', 'h')
                .replace('3', 'k')
                .replace('a', 'm')
                .replace('e', 't');
    }
}
