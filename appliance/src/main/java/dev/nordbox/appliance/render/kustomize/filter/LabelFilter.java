package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts labels or annotations into the maps that field specs name. Values are strings, always. */
public final class LabelFilter {
    private final TreeMap<String, String> entries;
    private final List<FieldSpec> specs;

    public LabelFilter(Map<String, String> entries, List<FieldSpec> specs) {
        this.entries = new TreeMap<>(entries);
        this.specs = List.copyOf(specs);
    }

    public void apply(Node resource) throws RenderException {
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            SharedEntry shared = new SharedEntry(entry.getKey(), entry.getValue());
            FieldSpecFilter.creating(NodeKind.MAP, Tag.MAP, shared::putInto).apply(resource, specs);
        }
    }
}
