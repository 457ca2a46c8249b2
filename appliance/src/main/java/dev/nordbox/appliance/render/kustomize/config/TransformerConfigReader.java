package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.TransformerConfig.Table;
import dev.nordbox.appliance.render.kustomize.resource.GoText;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the files that {@code configurations} names: strictly, no key twice. */
public final class TransformerConfigReader {

    private TransformerConfigReader() {}

    public static TransformerConfig read(String text) throws RenderException {
        Node root = GoJson.unmarshal(text);
        List<String> repeated = new ArrayList<>();
        findRepeatedKeys(root, repeated);
        if (!repeated.isEmpty()) {
            throw new RenderException(
                    "error converting YAML to JSON: yaml: unmarshal errors:\n"
                            + String.join("\n", repeated));
        }
        try {
            return GoJson.strict(
                    root,
                    "builtinconfig.TransformerConfig",
                    TransformerConfigReader::transformerConfig);
        } catch (RenderException e) {
            throw e.prefixed("error unmarshaling JSON: while decoding JSON");
        }
    }

    private static TransformerConfig transformerConfig(Fields fields) {
        Map<Table, List<FieldSpec>> tables = new EnumMap<>(Table.class);
        for (Table table : Table.values()) {
            tables.put(table, fsSlice(fields, table.field()));
        }
        List<NameBackReferences> references =
                fields.slice(
                        "nameReference",
                        "builtinconfig.nbrSlice",
                        "builtinconfig.NameBackReferences",
                        nested ->
                                new NameBackReferences(
                                        ConfigTypes.gvk(nested.embedded("Gvk")),
                                        fsSlice(nested, "fieldSpecs")));
        return TransformerConfig.sorted(tables, references);
    }

    private static List<FieldSpec> fsSlice(Fields fields, String name) {
        return fields.slice(name, "types.FsSlice", "types.FieldSpec", ConfigTypes::fieldSpec);
    }

    private static void findRepeatedKeys(Node node, List<String> repeated) {
        if (node instanceof ListNode list) {
            for (Node item : list) {
                findRepeatedKeys(item, repeated);
            }
        } else if (node instanceof MapNode map) {
            Set<String> seen = new HashSet<>();
            for (MapNode.Field field : map.fields()) {
                if (!seen.add(field.name())) {
                    repeated.add(
                            "  line %d: key %s already set in map"
                                    .formatted(field.value().line(), GoText.quote(field.name())));
                }
                findRepeatedKeys(field.value(), repeated);
            }
        }
    }
}
