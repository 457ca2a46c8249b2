package dev.nordbox.appliance.render.cache;

import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Map;

/** A render that shows what it has read. */
final class SeenManifest {
    private SeenManifest() {}

    static List<Manifest> of(CharSequence seen, String directory) {
        return List.of(
                Manifest.of(
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "ConfigMap",
                                "metadata",
                                Map.of("name", "seen"),
                                "data",
                                Map.of("seen", seen.toString())),
                        directory));
    }
}
