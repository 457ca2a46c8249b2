package dev.nordbox.appliance.render.kustomize.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A type out of the built-in table, which holds nothing but the ways to lists that merge. Whatever
 * else a type has is known to exist, and known to hold no such list.
 */
record CompactSchema(
        CompactTable table, int definition, boolean isAssociative, List<String> mergeKeys)
        implements ResourceSchema {
    static final int NO_DEFINITION = -1;

    @Override
    public Optional<ResourceSchema> field(String name) {
        if (definition == NO_DEFINITION || isAssociative) {
            return Optional.empty();
        }
        Map<String, CompactSchema> fields = table.fields(definition);
        return Optional.of(fields.getOrDefault(name, table.opaque()));
    }

    @Override
    public Optional<ResourceSchema> elements() {
        return isAssociative
                ? Optional.of(new CompactSchema(table, definition, false, List.of()))
                : Optional.empty();
    }
}
