package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * CustomResourceDefinitions of Argo CD's kinds, for a cluster that has none: the same names,
 * versions and columns, and no status subresource, as in Argo CD. Their schemas let through what
 * they do not know, so that it can be told of instead of being dropped in silence.
 */
public final class Definitions {

    private Definitions() {}

    public static Map<String, Object> applications() {
        return read("applications.argoproj.io.json");
    }

    public static Map<String, Object> appProjects() {
        return read("appprojects.argoproj.io.json");
    }

    /** Each of them, in the order in which to apply them. */
    public static List<Map<String, Object>> all() {
        return List.of(appProjects(), applications());
    }

    private static Map<String, Object> read(String resource) {
        try (InputStream stream = Definitions.class.getResourceAsStream(resource)) {
            return Json.parse(Objects.requireNonNull(stream, resource).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
