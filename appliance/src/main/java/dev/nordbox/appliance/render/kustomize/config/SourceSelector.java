package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.kustomize.resource.ResId;
import java.util.Optional;

/** Where a replacement takes its value: one resource, one field of it. */
public record SourceSelector(ResId id, String fieldPath, Optional<FieldOptions> options) {

    public SourceSelector withDefaults() {
        return fieldPath.isEmpty()
                ? new SourceSelector(id, Replacement.DEFAULT_FIELD_PATH, options)
                : this;
    }

    @Override
    public String toString() {
        String text = fieldPath.isEmpty() ? id.toString() : id + ":" + fieldPath;
        String refined = options.map(FieldOptions::toString).orElse("");
        return refined.isEmpty() ? text : text + ":" + refined;
    }
}
