package dev.nordbox.appliance.catalog;

import static dev.nordbox.appliance.catalog.ShopRepository.COMMIT;
import static dev.nordbox.appliance.catalog.ShopRepository.URL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.ApplicationReader;
import dev.nordbox.appliance.argo.Source;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.ConfigurationValues;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sources of Applications as people write them, and what they render to. */
final class Sources {
    static final AppContext CONTEXT = new AppContext("web", "shop", "default", COMMIT);

    /** A source at a path, with more of its fields as YAML. */
    static Source source(String path, String fields) throws RenderException {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("repoURL", URL);
        content.put("path", path);
        content.put("targetRevision", "HEAD");
        content.putAll(
                Fields.map(ConfigurationValues.of(YamlParser.forConfiguration().parse(fields))));
        var reading = ApplicationReader.readSource(content);
        assertThat(reading.problems()).isEmpty();
        return reading.source();
    }

    static Source kustomize(String path, String fields) throws RenderException {
        return source(path, "kustomize:\n" + fields.indent(2));
    }

    static Object at(Manifest manifest, String... path) {
        return Fields.at(manifest.content(), path).orElse("nothing");
    }

    private Sources() {}
}
