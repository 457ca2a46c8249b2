package dev.nordbox.appliance.render.directory;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.HookAnnotations;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi;
import dev.nordbox.appliance.render.yaml.ConfigurationValues;
import dev.nordbox.appliance.render.yaml.JsonReader;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the objects of one file: YAML 1.1 as Kubernetes' own tools take it, or one JSON object. */
public final class ManifestFileReader {
    private static final String SKIP = "+argocd:skip-file-rendering";
    private static final List<String> WORDS = List.of("apiVersion", "kind", "metadata");

    private final String path;
    private final List<Manifest> manifests = new ArrayList<>();

    private ManifestFileReader(String path) {
        this.path = path;
    }

    /**
     * A file that holds no object with {@code apiVersion} and {@code kind}, such as Helm values, is
     * something else and passed over, and so is what is no YAML at all, unless all of a manifest's
     * words occur in it: an object that vanishes by a typing mistake would be pruned. That is Argo
     * CD's rule. A file that asks for it in a comment is passed over as well.
     *
     * @param path how the file is named in origins and messages
     */
    public static List<Manifest> read(String path, String text) throws RenderException {
        if (text.contains(SKIP)) {
            return List.of();
        }
        ManifestFileReader reader = new ManifestFileReader(path);
        if (path.endsWith(".json")) {
            reader.readJson(text);
            return reader.manifests;
        }
        List<Node> documents = reader.parse(text);
        try {
            reader.readYaml(documents);
        } catch (RenderStopped e) {
            throw e;
        } catch (RenderException e) {
            if (!reader.manifests.isEmpty()) {
                throw e;
            }
            if (looksLikeManifest(text)) {
                throw withWayOut(e);
            }
        }
        return reader.manifests;
    }

    private static RenderException withWayOut(RenderException e) {
        return new RenderException(
                e.getMessage() + "; if it is no manifest, write # " + SKIP + " into it", e);
    }

    private static boolean looksLikeManifest(String text) {
        return WORDS.stream().allMatch(word -> text.contains(word + ":"));
    }

    private void readJson(String text) throws RenderException {
        try {
            Object value = JsonReader.read(text);
            if (text.contains("\"apiVersion\"") || text.contains("\"kind\"")) {
                add(value, path);
            } // else renovate.json and the like, on which Argo CD fails
        } catch (RenderException e) {
            throw e.prefixed(path);
        }
    }

    private List<Node> parse(String text) throws RenderException {
        try {
            return YamlParser.forConfiguration().parseDocuments(text);
        } catch (RenderStopped e) {
            throw e;
        } catch (RenderException e) {
            if (WORDS.stream().allMatch(text::contains)) { // with quotes around them as well
                throw withWayOut(e.prefixed(path));
            }
            return List.of();
        }
    }

    private void readYaml(List<Node> documents) throws RenderException {
        for (Node document : documents) {
            String origin = path + ":" + document.line();
            try {
                Object value = ConfigurationValues.of(document);
                if (value != null) {
                    add(value, origin);
                }
            } catch (RenderException e) {
                throw e.prefixed(origin);
            }
        }
    }

    private void add(@Nullable Object value, String origin) throws RenderException {
        if (!(value instanceof Map<?, ?> object)) {
            throw new RenderException("not an object; a manifest is a map of fields");
        }
        if (object.isEmpty()) {
            return;
        }
        if (object.get("items") instanceof List<?> items) {
            for (Object item : items) {
                add(item, origin);
            }
            return;
        }
        Manifest manifest = manifest(object, origin);
        manifests.add(manifest); // from here on it is a file of manifests, and no mistake is small
        if (manifest.key().name().isEmpty() && !isNamedLater(manifest)) {
            throw new RenderException(manifest.key().kind() + ": metadata.name is missing");
        }
    }

    /** Whether it may be a hook, which gets its name from the sync. */
    private static boolean isNamedLater(Manifest manifest) {
        Map<String, Object> metadata = Fields.map(manifest.content(), "metadata");
        return Fields.text(metadata, "generateName").isPresent()
                || HookAnnotations.areAmong(Fields.map(metadata, "annotations"));
    }

    @SuppressWarnings("unchecked")
    private static Manifest manifest(Map<?, ?> object, String origin) throws RenderException {
        String apiVersion = text(object, "apiVersion");
        String kind = text(object, "kind");
        Map<?, ?> metadata = object.get("metadata") instanceof Map<?, ?> map ? map : Map.of();
        int slash = apiVersion.indexOf('/');
        boolean cluster = OpenApi.kubernetes().isCertainlyClusterScoped(apiVersion, kind);
        ResourceKey key =
                new ResourceKey(
                        slash < 0 ? "" : apiVersion.substring(0, slash),
                        kind,
                        cluster ? "" : optionalText(metadata, "namespace"),
                        optionalText(metadata, "name"));
        return new Manifest(key, apiVersion, (Map<String, Object>) object, origin);
    }

    private static String text(Map<?, ?> object, String field) throws RenderException {
        String value = optionalText(object, field);
        if (value.isEmpty()) {
            throw new RenderException(field + " is missing, or no string");
        }
        return value;
    }

    private static String optionalText(Map<?, ?> object, String field) {
        return object.get(field) instanceof String text ? text : "";
    }
}
