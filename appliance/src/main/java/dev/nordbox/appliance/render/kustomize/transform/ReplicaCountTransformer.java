package dev.nordbox.appliance.render.kustomize.transform;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.budget.Meter;
import dev.nordbox.appliance.render.kustomize.config.ConfigTypes;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.config.Fields;
import dev.nordbox.appliance.render.kustomize.config.Replica;
import dev.nordbox.appliance.render.kustomize.filter.ReplicaCountFilter;
import dev.nordbox.appliance.render.kustomize.plugin.Transformer;
import dev.nordbox.appliance.render.kustomize.resource.GoText;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.List;

/** Sets the number of replicas of the resources that have, or had, a name. */
public record ReplicaCountTransformer(Replica replica, List<FieldSpec> specs, Meter meter)
        implements Transformer {

    public static ReplicaCountTransformer read(Fields fields, Meter meter) {
        return new ReplicaCountTransformer(
                fields.object("replica", "types.Replica", ConfigTypes::replica)
                        .orElseGet(() -> new Replica("", 0)),
                ConfigTypes.fieldSpecs(fields, "fieldSpecs"),
                meter);
    }

    @Override
    public void transform(ResMap resources) throws RenderException {
        ReplicaCountFilter filter = new ReplicaCountFilter(replica.count());
        boolean found = false;
        for (FieldSpec spec : specs) {
            List<Resource> matching =
                    resources.withAnyName(
                            replica.name(),
                            id ->
                                    id.name().equals(replica.name())
                                            && id.gvk().isSelected(spec.gvk()));
            found |= !matching.isEmpty();
            meter.apply("replicas", matching.size());
            for (Resource resource : matching) {
                filter.apply(resource.node(), spec);
            }
        }
        if (!found) {
            throw new RenderException(
                    "resource with name %s does not match a config with the following GVK %s"
                            .formatted(
                                    replica.name(),
                                    GoText.list(specs.stream().map(FieldSpec::gvk).toList())));
        }
    }
}
