package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.NodeKinds;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a value into a field, or into the file path that the field holds.
 *
 * @param fieldPath separated by {@code /}
 * @param filePathPosition 0 replaces the field; 1 inserts the value at the start of the path it
 *     holds, 2 behind the first segment, and so on
 */
public record ValueAddFilter(String value, String fieldPath, int filePathPosition) {

    public void apply(Node resource) throws RenderException {
        Optional<Node> found = PathLookup.findOrCreate(resource, pathParts(), NodeKind.SCALAR);
        if (found.isEmpty()) {
            return;
        }
        NodeKinds.requireScalar(found.get());
        ScalarNode field = (ScalarNode) found.get();
        String text =
                filePathPosition > 0
                        ? FilePath.insert(field.value(), filePathPosition - 1, value)
                        : value;
        if (!text.isEmpty()) {
            Setters.setText(field, text);
        }
    }

    private List<String> pathParts() {
        List<String> parts = new ArrayList<>();
        for (String part : fieldPath.split("/", -1)) {
            int last = parts.size() - 1;
            if (last >= 0 && parts.get(last).endsWith("\\")) {
                String before = parts.get(last);
                parts.set(last, before.substring(0, before.length() - 1) + "/" + part);
            } else {
                parts.add(part);
            }
        }
        return parts;
    }
}
