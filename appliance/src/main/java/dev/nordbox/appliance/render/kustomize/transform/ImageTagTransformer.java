package dev.nordbox.appliance.render.kustomize.transform;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.budget.Meter;
import dev.nordbox.appliance.render.kustomize.config.ConfigTypes;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.config.Fields;
import dev.nordbox.appliance.render.kustomize.config.Image;
import dev.nordbox.appliance.render.kustomize.filter.ImageFilter;
import dev.nordbox.appliance.render.kustomize.plugin.Transformer;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.List;

/** Changes the name, tag or digest of an image. */
public record ImageTagTransformer(Image image, List<FieldSpec> specs, Meter meter)
        implements Transformer {

    public static ImageTagTransformer read(Fields fields, Meter meter) {
        return new ImageTagTransformer(
                fields.object("imageTag", "types.Image", ConfigTypes::image)
                        .orElseGet(() -> new Image("", "", "", "", "")),
                ConfigTypes.fieldSpecs(fields, "fieldSpecs"),
                meter);
    }

    /** Every container of a resource, and then the fields of the specs: in this order, both. */
    @Override
    public void transform(ResMap resources) throws RenderException {
        if (resources.size() == 0) {
            return;
        }
        ImageFilter filter = new ImageFilter(image);
        for (Resource resource : resources.resources()) {
            meter.apply("images", 1);
            filter.applyAnywhere(resource.node());
        }
        for (Resource resource : resources.resources()) {
            filter.apply(resource.node(), specs);
        }
    }
}
