package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.Tag;

/** Writes the number of replicas. */
public record ReplicaCountFilter(long count) {

    public void apply(Node resource, FieldSpec spec) throws RenderException {
        FieldSpecFilter.creating(
                        NodeKind.SCALAR,
                        Tag.INT,
                        field -> Setters.setText(field, Long.toString(count), Tag.INT))
                .apply(resource, spec);
    }
}
