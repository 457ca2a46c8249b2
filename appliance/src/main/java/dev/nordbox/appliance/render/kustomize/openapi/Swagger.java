package dev.nordbox.appliance.render.kustomize.openapi;

import dev.nordbox.appliance.render.kustomize.openapi.OpenApi.BuiltIn;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi.Scope;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** An OpenAPI v2 document, indexed by the kinds it describes. */
final class Swagger {
    private static final String GROUP_VERSION_KIND = "x-kubernetes-group-version-kind";
    private static final String DEFINITIONS = "#/definitions/";

    /** References that lead to references; a longer chain is a circle. */
    private static final int LONGEST_CHAIN = 32;

    private final BuiltIn builtIn;
    private final Optional<MapNode> definitions;
    private final Map<String, MapNode> types = new HashMap<>();
    private final Map<String, Scope> scopes = new HashMap<>();

    Swagger(MapNode document, BuiltIn builtIn) {
        this.builtIn = builtIn;
        MapNode own = document.copy();
        definitions = own.get("definitions").flatMap(Node::asMap);
        definitions.ifPresent(this::indexTypes);
        own.get("paths").flatMap(Node::asMap).ifPresent(this::indexScopes);
    }

    Optional<ResourceSchema> schema(String apiVersion, String kind) {
        Optional<ResourceSchema> own =
                Optional.ofNullable(types.get(apiVersion + '|' + kind))
                        .map(type -> new SwaggerSchema(this, type));
        return choose(own, () -> CompactTable.kubernetes().schema(apiVersion, kind));
    }

    private Optional<ResourceSchema> choose(
            Optional<ResourceSchema> own, Supplier<Optional<ResourceSchema>> known) {
        return switch (builtIn) {
            case ABSENT -> own;
            case BELOW -> own.or(known);
            case ABOVE -> known.get().or(() -> own);
        };
    }

    Optional<Scope> scope(String apiVersion, String kind) {
        return Optional.ofNullable(scopes.get(apiVersion + '|' + kind));
    }

    /** Follows {@code $ref} to the definition; empty when it leads nowhere. */
    Optional<ResourceSchema> resolve(MapNode type) {
        MapNode at = type;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            Optional<String> reference = at.textAt("$ref");
            if (reference.isEmpty()) {
                return Optional.of(new SwaggerSchema(this, at));
            }
            Optional<MapNode> next = definition(reference.get());
            if (builtIn == BuiltIn.ABOVE || next.isEmpty()) {
                Optional<ResourceSchema> known = builtInDefinition(reference.get());
                if (known.isPresent() || next.isEmpty()) {
                    return known;
                }
            }
            at = next.orElseThrow();
        }
        return Optional.empty();
    }

    private Optional<MapNode> definition(String reference) {
        return name(reference)
                .flatMap(name -> definitions.flatMap(all -> all.get(name)))
                .flatMap(Node::asMap);
    }

    private Optional<ResourceSchema> builtInDefinition(String reference) {
        return builtIn == BuiltIn.ABSENT
                ? Optional.empty()
                : name(reference).flatMap(CompactDefinitions.kubernetes()::schema);
    }

    private static Optional<String> name(String reference) {
        return reference.startsWith(DEFINITIONS)
                ? Optional.of(
                        reference
                                .substring(DEFINITIONS.length())
                                .replace("~1", "/")
                                .replace("~0", "~"))
                : Optional.empty();
    }

    private void indexTypes(MapNode all) {
        for (MapNode.Field definition : all.fields()) {
            if (definition.value() instanceof MapNode type) {
                for (Node described : kinds(type)) {
                    key(described).ifPresent(key -> types.put(key, type));
                }
            }
        }
    }

    /** A kind that some path holds below a namespace lives in namespaces. */
    private void indexScopes(MapNode paths) {
        for (MapNode.Field path : paths.fields()) {
            Optional<String> key = path.value().at("get", GROUP_VERSION_KIND).flatMap(Swagger::key);
            if (key.isEmpty()) {
                continue;
            }
            if (path.name().contains("namespaces/{namespace}")) {
                scopes.put(key.get(), Scope.NAMESPACED);
            } else {
                scopes.putIfAbsent(key.get(), Scope.CLUSTER);
            }
        }
    }

    private static List<Node> kinds(MapNode type) {
        return type.get(GROUP_VERSION_KIND)
                .flatMap(Node::asList)
                .map(ListNode::items)
                .orElse(List.of());
    }

    private static Optional<String> key(Node described) {
        String group = described.textAt("group").orElse("");
        return described
                .textAt("version")
                .flatMap(
                        version ->
                                described
                                        .textAt("kind")
                                        .map(
                                                kind ->
                                                        (group.isEmpty() ? "" : group + "/")
                                                                + version
                                                                + '|'
                                                                + kind));
    }
}
