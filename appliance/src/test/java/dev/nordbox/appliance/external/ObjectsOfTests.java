package dev.nordbox.appliance.external;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.render.yaml.ConfigurationValues;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.LinkedHashMap;
import java.util.Map;

/** ExternalSecrets from the YAML of their spec. */
final class ObjectsOfTests {
    private ObjectsOfTests() {}

    static Map<String, Object> yaml(String text) {
        try {
            return Fields.map(ConfigurationValues.of(YamlParser.forConfiguration().parse(text)));
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * @param rest YAML of spec, metadata and status
     */
    static LiveObject external(String rest) {
        Map<String, Object> content = new LinkedHashMap<>(yaml(rest));
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.map(content, "metadata"));
        metadata.put("name", "db");
        metadata.put("namespace", "shop");
        metadata.put("uid", "u-1");
        metadata.putIfAbsent("generation", 1L);
        content.put("metadata", metadata);
        return new LiveObject(
                new ResourceKey("external-secrets.io", "ExternalSecret", "shop", "db"),
                "external-secrets.io/v1",
                content);
    }
}
