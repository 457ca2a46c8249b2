package dev.nordbox.appliance.render.kustomize.merge;

import dev.nordbox.appliance.render.kustomize.openapi.ResourceSchema;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A list whose elements all have names, taken for one that merges by them. */
record InferredList() implements ResourceSchema {
    private static final String KEY = "name";

    static Optional<ResourceSchema> of(@Nullable Node dest, @Nullable Node patch) {
        return isNamed(dest) || isNamed(patch) ? Optional.of(new InferredList()) : Optional.empty();
    }

    private static boolean isNamed(@Nullable Node node) {
        return node instanceof ListNode list
                && !list.isEmpty()
                && list.items().stream()
                        .allMatch(item -> item instanceof MapNode map && map.has(KEY));
    }

    @Override
    public Optional<ResourceSchema> field(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<ResourceSchema> elements() {
        return Optional.empty();
    }

    @Override
    public boolean isAssociative() {
        return true;
    }

    @Override
    public List<String> mergeKeys() {
        return List.of(KEY);
    }
}
