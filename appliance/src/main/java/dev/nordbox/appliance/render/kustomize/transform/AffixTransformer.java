package dev.nordbox.appliance.render.kustomize.transform;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.budget.Meter;
import dev.nordbox.appliance.render.kustomize.config.ConfigTypes;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.config.Fields;
import dev.nordbox.appliance.render.kustomize.filter.AffixFilter;
import dev.nordbox.appliance.render.kustomize.plugin.Transformer;
import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.List;

/**
 * Puts a prefix before names, or a suffix behind them: {@code PrefixTransformer} and {@code
 * SuffixTransformer}. What was added is remembered, so that references can tell layers apart.
 */
public record AffixTransformer(AffixFilter filter, List<FieldSpec> specs, Meter meter)
        implements Transformer {
    private static final String NAME = "metadata/name";

    /** Their names mean something elsewhere. */
    private static final List<Gvk> SKIPPED =
            List.of(
                    new Gvk("", "", "CustomResourceDefinition"),
                    new Gvk("apiregistration.k8s.io", "", "APIService"),
                    new Gvk("", "", "Namespace"));

    public static AffixTransformer prefix(String prefix, List<FieldSpec> specs, Meter meter) {
        return new AffixTransformer(AffixFilter.prefix(prefix), specs, meter);
    }

    public static AffixTransformer suffix(String suffix, List<FieldSpec> specs, Meter meter) {
        return new AffixTransformer(AffixFilter.suffix(suffix), specs, meter);
    }

    public static AffixTransformer readPrefix(Fields fields, Meter meter) {
        return prefix(fields.text("prefix"), ConfigTypes.fieldSpecs(fields, "fieldSpecs"), meter);
    }

    public static AffixTransformer readSuffix(Fields fields, Meter meter) {
        return suffix(fields.text("suffix"), ConfigTypes.fieldSpecs(fields, "fieldSpecs"), meter);
    }

    /**
     * @throws RenderException when a configuration of its own has no field specs
     */
    public AffixTransformer checked() throws RenderException {
        if (specs.isEmpty()) {
            throw new RenderException("fieldSpecs is not expected to be nil");
        }
        return this;
    }

    @Override
    public void transform(ResMap resources) throws RenderException {
        meter.apply("name prefixes and suffixes", resources.size());
        for (Resource resource : resources.resources()) {
            Gvk original = resource.orgId().gvk();
            if (SKIPPED.stream().noneMatch(original::isSelected)) {
                rename(resource, original);
            }
        }
        resources.forgetIds();
    }

    private void rename(Resource resource, Gvk original) throws RenderException {
        for (FieldSpec spec : specs) {
            if (!original.isSelected(spec.gvk())) {
                continue;
            }
            if (spec.path().equals(NAME)) {
                resource.addNamePrefix(filter.prefix());
                resource.addNameSuffix(filter.suffix());
                if (!filter.prefix().isEmpty() || !filter.suffix().isEmpty()) {
                    resource.storePreviousId();
                }
            }
            filter.apply(resource.node(), spec);
        }
    }
}
