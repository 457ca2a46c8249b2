package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.config.GoJson;
import dev.nordbox.appliance.render.kustomize.config.NameBackReferences;
import dev.nordbox.appliance.render.kustomize.config.TransformerConfig;
import dev.nordbox.appliance.render.kustomize.config.TransformerConfig.Table;
import dev.nordbox.appliance.render.kustomize.load.Loader;
import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds, in the OpenAPI definitions that {@code crds} names, the fields that hold labels,
 * annotations and names. They are marked with extensions such as {@code x-kubernetes-annotation}.
 */
final class CrdConfig {
    private static final String ANNOTATION = "x-kubernetes-annotation";
    private static final String LABEL_SELECTOR = "x-kubernetes-label-selector";
    private static final String IDENTITY = "x-kubernetes-identity";
    private static final String REF_VERSION = "x-kubernetes-object-ref-api-version";
    private static final String REF_KIND = "x-kubernetes-object-ref-kind";
    private static final String REF_NAME_KEY = "x-kubernetes-object-ref-name-key";

    private final MapNode definitions;
    private final Map<Table, List<FieldSpec>> tables = new EnumMap<>(Table.class);
    private final List<NameBackReferences> references = new ArrayList<>();

    private CrdConfig(MapNode definitions) {
        this.definitions = definitions;
    }

    static TransformerConfig load(Loader loader, List<String> paths) throws RenderException {
        TransformerConfig config = TransformerConfig.EMPTY;
        for (String path : paths) {
            config = config.merge(read(loader.loadText(path), path));
        }
        return config;
    }

    private static TransformerConfig read(String text, String path) throws RenderException {
        Node root;
        try {
            root = GoJson.unmarshal(text);
        } catch (RenderException e) {
            throw e.prefixed("unable to parse open API definition from '" + path + "'");
        }
        requireMap(root, "nameToApiMap", path);
        MapNode definitions = root.asMap().orElseGet(MapNode::new);
        for (MapNode.Field definition : definitions.fields()) {
            requireMap(definition.value(), "OpenAPIDefinition", path);
        }
        CrdConfig reader = new CrdConfig(definitions);
        for (String type : reader.definitions.names()) {
            Optional<MapNode> properties = reader.properties(type);
            if (properties.isPresent() && looksLikeAResource(properties.get())) {
                Gvk gvk = new Gvk("", "", type.substring(type.lastIndexOf('.') + 1));
                reader.visit(gvk, properties.get(), "", new HashSet<>(Set.of(type)));
            }
        }
        return TransformerConfig.EMPTY.merge(
                TransformerConfig.sorted(reader.tables, reader.references));
    }

    private static void requireMap(Node node, String type, String path) throws RenderException {
        if (!node.isMap() && !node.isNull()) {
            throw new RenderException(
                    "unable to parse open API definition from '%s': error unmarshaling JSON: while decoding JSON: json: cannot unmarshal %s into Go value of type accumulator.%s"
                            .formatted(path, GoJson.typeName(node), type));
        }
    }

    private Optional<MapNode> properties(String type) {
        return definitions
                .get(type)
                .flatMap(definition -> definition.at("Schema", "properties"))
                .flatMap(Node::asMap);
    }

    private static boolean looksLikeAResource(MapNode properties) {
        return properties.has("kind") && properties.has("apiVersion") && properties.has("metadata");
    }

    /**
     * @param visiting types on the way here: one that contains itself is not entered again
     */
    private void visit(Gvk gvk, MapNode properties, String path, Set<String> visiting) {
        for (MapNode.Field field : properties.fields()) {
            String here = path.isEmpty() ? field.name() : path + "/" + field.name();
            Node property = field.value();
            if (property.at(ANNOTATION).isPresent()) {
                add(Table.COMMON_ANNOTATIONS, gvk, here);
            }
            if (property.at(LABEL_SELECTOR).isPresent()) {
                add(Table.COMMON_LABELS, gvk, here);
            }
            if (property.at(IDENTITY).isPresent()) {
                add(Table.NAME_PREFIX, gvk, here);
            }
            Optional<String> version = property.textAt(REF_VERSION);
            Optional<String> kind = property.textAt(REF_KIND);
            if (version.isPresent() && kind.isPresent()) {
                String nameKey = property.textAt(REF_NAME_KEY).orElse("name");
                references.add(
                        new NameBackReferences(
                                new Gvk("", version.get(), kind.get()),
                                List.of(new FieldSpec(gvk, here + "/" + nameKey, false))));
            }
            Optional<String> type = property.textAt("$ref");
            if (type.isPresent() && visiting.add(type.get())) {
                properties(type.get()).ifPresent(nested -> visit(gvk, nested, here, visiting));
                visiting.remove(type.get());
            }
        }
    }

    private void add(Table table, Gvk gvk, String path) {
        tables.computeIfAbsent(table, any -> new ArrayList<>())
                .add(new FieldSpec(gvk, path, false));
    }
}
