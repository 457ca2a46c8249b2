package dev.nordbox.appliance.render.kustomize.openapi;

import dev.nordbox.appliance.render.yaml.MapNode;
import java.util.Optional;

/**
 * The types one build knows. A schema of the user's own takes the place of the built-in one; the
 * scope of built-in kinds is known in any case. Immutable.
 */
public final class OpenApi {
    /** The one version that is built in; {@code openapi: {version}} may name no other. */
    public static final String BUILT_IN_VERSION = "v1.21.2";

    private static final OpenApi KUBERNETES = new OpenApi(Optional.empty());

    private final Optional<Swagger> custom;

    /** Where objects of a kind live. */
    public enum Scope {
        CLUSTER,
        NAMESPACED
    }

    private OpenApi(Optional<Swagger> custom) {
        this.custom = custom;
    }

    /** The built-in types. Costs nothing until they are asked for. */
    public static OpenApi kubernetes() {
        return KUBERNETES;
    }

    /** What becomes of the built-in types beside a document of the user's own. */
    public enum BuiltIn {
        /** Only the document counts. */
        ABSENT,
        /** The document wins where both define the same. */
        BELOW,
        /** The built-in type wins where both define the same. */
        ABOVE
    }

    /** The types of an OpenAPI v2 document: its {@code definitions} and {@code paths}. */
    public static OpenApi custom(MapNode document) {
        return custom(document, BuiltIn.ABSENT);
    }

    /** The same, together with the built-in types. */
    public static OpenApi custom(MapNode document, BuiltIn builtIn) {
        return new OpenApi(Optional.of(new Swagger(document, builtIn)));
    }

    /** A type that stands somewhere else, such as in a comment. Its references lead into here. */
    public ResourceSchema schema(MapNode type) {
        return new SwaggerSchema(
                custom.orElseGet(() -> new Swagger(new MapNode(), BuiltIn.BELOW)), type);
    }

    /** The type of a resource; empty for kinds nobody described. */
    public Optional<ResourceSchema> schema(String apiVersion, String kind) {
        return custom.isPresent()
                ? custom.get().schema(apiVersion, kind)
                : CompactTable.kubernetes().schema(apiVersion, kind);
    }

    /** Where a kind lives; empty for kinds nobody described. */
    public Optional<Scope> scope(String apiVersion, String kind) {
        Optional<Scope> builtIn = CompactTable.kubernetes().scope(apiVersion, kind);
        return builtIn.isPresent()
                ? builtIn
                : custom.flatMap(swagger -> swagger.scope(apiVersion, kind));
    }

    /** False for unknown kinds: they are treated as if a namespace held them. */
    public boolean isCertainlyClusterScoped(String apiVersion, String kind) {
        return scope(apiVersion, kind).filter(scope -> scope == Scope.CLUSTER).isPresent();
    }
}
