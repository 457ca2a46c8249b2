package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.resource.GvkOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lists of field specs, merged so that none says what another one says already. */
public final class FieldSpecs {
    static final Comparator<FieldSpec> BY_GVK =
            Comparator.comparing(FieldSpec::gvk, GvkOrder.LEGACY);

    private FieldSpecs() {}

    /**
     * @throws RenderException when two specs agree on the field and not on whether to create it
     */
    public static List<FieldSpec> mergeAll(List<FieldSpec> present, List<FieldSpec> incoming)
            throws RenderException {
        List<FieldSpec> merged = new ArrayList<>(present);
        for (FieldSpec spec : incoming) {
            mergeOne(merged, spec);
        }
        return merged;
    }

    private static void mergeOne(List<FieldSpec> merged, FieldSpec spec) throws RenderException {
        for (FieldSpec present : merged) {
            if (present.path().equals(spec.path()) && present.gvk().isSelected(spec.gvk())) {
                if (present.create() != spec.create()) {
                    throw new RenderException("conflicting fieldspecs");
                }
                return;
            }
        }
        merged.add(spec);
    }
}
