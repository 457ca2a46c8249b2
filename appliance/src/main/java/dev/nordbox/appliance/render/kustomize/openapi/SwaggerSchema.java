package dev.nordbox.appliance.render.kustomize.openapi;

import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import java.util.List;
import java.util.Optional;

/** A type as an OpenAPI v2 document spells it. */
record SwaggerSchema(Swagger document, MapNode type) implements ResourceSchema {

    @Override
    public Optional<ResourceSchema> field(String name) {
        return type.at("properties", name)
                .or(() -> type.get("additionalProperties"))
                .flatMap(Node::asMap)
                .flatMap(document::resolve);
    }

    @Override
    public Optional<ResourceSchema> elements() {
        return isArray()
                ? type.get("items").flatMap(Node::asMap).flatMap(document::resolve)
                : Optional.empty();
    }

    @Override
    public boolean isAssociative() {
        return strategy().map(value -> List.of(value.split(",")).contains("merge")).orElse(false);
    }

    @Override
    public List<String> mergeKeys() {
        if (strategy().isEmpty()) {
            return List.of();
        }
        Optional<ListNode> keys = type.get("x-kubernetes-list-map-keys").flatMap(Node::asList);
        if (keys.isPresent()) {
            return keys.get().items().stream()
                    .flatMap(key -> key.asScalar().stream())
                    .map(key -> key.value())
                    .toList();
        }
        return type.textAt("x-kubernetes-patch-merge-key").stream().toList();
    }

    private Optional<String> strategy() {
        return type.textAt("x-kubernetes-patch-strategy");
    }

    private boolean isArray() {
        return type.get("type")
                .map(
                        value ->
                                value instanceof ListNode list && list.size() == 1
                                        ? list.get(0)
                                        : value)
                .flatMap(Node::asScalar)
                .filter(value -> value.value().equals("array"))
                .isPresent();
    }
}
