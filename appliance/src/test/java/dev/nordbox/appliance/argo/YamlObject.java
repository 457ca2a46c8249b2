package dev.nordbox.appliance.argo;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An object written as people write it. */
public final class YamlObject {

    private YamlObject() {}

    @SuppressWarnings("unchecked") // each test writes a map
    public static Map<String, Object> of(String yaml) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }
}
