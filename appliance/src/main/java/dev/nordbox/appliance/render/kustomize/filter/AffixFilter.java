package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.Tag;

/** Puts a prefix before, and a suffix behind, the scalar a field spec names. */
public record AffixFilter(String prefix, String suffix) {

    public static AffixFilter prefix(String prefix) {
        return new AffixFilter(prefix, "");
    }

    public static AffixFilter suffix(String suffix) {
        return new AffixFilter("", suffix);
    }

    public void apply(Node resource, FieldSpec spec) throws RenderException {
        FieldSpecFilter.creating(
                        NodeKind.SCALAR,
                        Tag.STRING,
                        field -> Setters.setText(field, prefix + text(field) + suffix))
                .apply(resource, spec);
    }

    private static String text(Node field) {
        return field instanceof ScalarNode scalar ? scalar.value() : "";
    }
}
