package dev.nordbox.appliance.render.kustomize.transform;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.budget.Meter;
import dev.nordbox.appliance.render.kustomize.config.ConfigTypes;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.config.Fields;
import dev.nordbox.appliance.render.kustomize.filter.LabelFilter;
import dev.nordbox.appliance.render.kustomize.plugin.Transformer;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.List;
import java.util.Map;

/** Adds labels, or annotations, where the field specs say. */
public record LabelTransformer(Map<String, String> entries, List<FieldSpec> specs, Meter meter)
        implements Transformer {

    /** The configuration of a {@code LabelTransformer}. */
    public static LabelTransformer labels(Fields fields, Meter meter) {
        return new LabelTransformer(
                fields.textMap("labels"), ConfigTypes.fieldSpecs(fields, "fieldSpecs"), meter);
    }

    /** The configuration of an {@code AnnotationsTransformer}. */
    public static LabelTransformer annotations(Fields fields, Meter meter) {
        return new LabelTransformer(
                fields.textMap("annotations"), ConfigTypes.fieldSpecs(fields, "fieldSpecs"), meter);
    }

    @Override
    public void transform(ResMap resources) throws RenderException {
        if (entries.isEmpty()) {
            return;
        }
        LabelFilter filter = new LabelFilter(entries, specs);
        meter.apply("labels", resources.size());
        for (Resource resource : resources.resources()) {
            filter.apply(resource.node());
        }
    }
}
