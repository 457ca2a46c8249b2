package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import java.util.ArrayList;
import java.util.List;

/**
 * Which fields of which resources hold the names of a type's resources.
 *
 * @param gvk the type that is referred to
 * @param referrers the fields that refer to it
 */
public record NameBackReferences(Gvk gvk, List<FieldSpec> referrers) {

    static List<NameBackReferences> mergeAll(
            List<NameBackReferences> present, List<NameBackReferences> incoming)
            throws RenderException {
        List<NameBackReferences> merged = new ArrayList<>(present);
        for (NameBackReferences references : incoming) {
            boolean found = false;
            for (int i = 0; i < merged.size(); i++) {
                NameBackReferences known = merged.get(i);
                if (known.gvk.equals(references.gvk)) {
                    found = true;
                    merged.set(
                            i,
                            new NameBackReferences(
                                    known.gvk,
                                    FieldSpecs.mergeAll(known.referrers, references.referrers)));
                }
            }
            if (!found) {
                merged.add(references);
            }
        }
        return merged;
    }
}
