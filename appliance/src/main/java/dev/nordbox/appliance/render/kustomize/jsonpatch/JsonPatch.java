package dev.nordbox.appliance.render.kustomize.jsonpatch;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.yaml.ConfigurationValues;
import dev.nordbox.appliance.render.yaml.JsonReader;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.PlainValues;
import dev.nordbox.appliance.render.yaml.TreeWeight;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of one patch. Immutable; one patch serves many resources. */
public final class JsonPatch {
    private static final TreeWeight LIMIT = new TreeWeight(2_000_000, 64L << 20, 1_000);

    private final List<Operation> operations;

    private JsonPatch(List<Operation> operations) {
        this.operations = List.copyOf(operations);
    }

    /**
     * Reads a patch: JSON when it starts with a bracket, YAML 1.1 otherwise. An empty text is the
     * patch that does nothing.
     */
    public static JsonPatch parse(String text) throws RenderException {
        Object value =
                text.startsWith("[")
                        ? JsonReader.read(text)
                        : ConfigurationValues.of(YamlParser.forConfiguration().parse(text));
        if (value == null) {
            return new JsonPatch(List.of());
        }
        if (!(value instanceof List<?> list)) {
            throw new JsonPatchException(
                    "json: cannot unmarshal %s into Go value of type jsonpatch.Patch"
                            .formatted(typeOf(value)));
        }
        List<Operation> operations = new ArrayList<>(list.size());
        for (Object item : list) {
            if (item == null) {
                operations.add(new Operation(Map.of()));
            } else if (item instanceof Map<?, ?> fields) {
                operations.add(new Operation(fields));
            } else {
                throw new JsonPatchException(
                        "json: cannot unmarshal %s into Go value of type jsonpatch.Operation"
                                .formatted(typeOf(item)));
            }
        }
        return new JsonPatch(operations);
    }

    public int size() {
        return operations.size();
    }

    /**
     * Applies the operations one after the other.
     *
     * @return the patched resource, a new tree: the original goes through JSON, in which styles and
     *     comments get lost and all numbers are floats
     */
    public MapNode apply(Node resource) throws RenderException {
        PatchedDocument document = new PatchedDocument(PlainValues.of(resource));
        for (Operation operation : operations) {
            operation.apply(document);
        }
        Node result = PlainValues.toNode(document.root());
        if (!TreeWeight.of(result, LIMIT).fits(LIMIT)) {
            throw new RenderStopped("a JSON patch makes one resource larger than is allowed");
        }
        if (result instanceof MapNode map) {
            return map;
        }
        throw new JsonPatchException(
                "json: cannot unmarshal %s into Go value of type map[string]interface {}"
                        .formatted(typeOf(document.root())));
    }

    static String typeOf(@Nullable Object value) {
        if (value instanceof Map) {
            return "object";
        }
        if (value instanceof List) {
            return "array";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        return value instanceof Number ? "number" : "string";
    }
}
