package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.kustomize.resource.Selector;
import java.util.List;
import java.util.Optional;

/** Where a replacement writes its value. */
public record TargetSelector(
        Optional<Selector> select,
        List<Selector> reject,
        List<String> fieldPaths,
        Optional<FieldOptions> options) {

    /** The field paths, or the name of the resource when there are none. */
    public List<String> effectiveFieldPaths() {
        return fieldPaths.isEmpty() ? List.of(Replacement.DEFAULT_FIELD_PATH) : fieldPaths;
    }
}
