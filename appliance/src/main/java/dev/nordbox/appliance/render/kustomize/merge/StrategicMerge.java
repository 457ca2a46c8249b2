package dev.nordbox.appliance.render.kustomize.merge;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi;
import dev.nordbox.appliance.render.kustomize.openapi.ResourceSchema;
import dev.nordbox.appliance.render.yaml.FieldSetter;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.NodeKinds;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.Tag;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Merges a patch into a resource. Maps merge field by field, lists whose type says so merge element
 * by element, everything else is replaced, and null removes. Stateless and thread-safe.
 */
public final class StrategicMerge {
    private final OpenApi types;
    private final ListDirection direction;
    private final boolean infersLists;

    /** Where elements go that only the patch has. */
    public enum ListDirection {
        /** Behind those of the resource. */
        APPEND,
        /** In front, and with them those the patch changes. Kustomize does this. */
        PREPEND
    }

    public StrategicMerge(OpenApi types) {
        this(types, ListDirection.PREPEND);
    }

    public StrategicMerge(OpenApi types, ListDirection direction) {
        this(types, direction, false);
    }

    /**
     * @param infersLists whether lists nobody describes merge when all their elements have names;
     *     Kustomize never asks for it
     */
    StrategicMerge(OpenApi types, ListDirection direction, boolean infersLists) {
        this.types = types;
        this.direction = direction;
        this.infersLists = infersLists;
    }

    /**
     * Merges a patch, which is left as it is.
     *
     * @param resource is changed in place, also when this throws
     * @return what the resource is now; empty when the patch deletes it
     */
    public Optional<Node> merge(Node patch, Node resource) throws RenderException {
        return Optional.ofNullable(walk(resource, patch.copy(), Optional.empty()));
    }

    ListDirection direction() {
        return direction;
    }

    /** One level of both trees. Either side may be missing; null comes out for what is removed. */
    @Nullable Node walk(
            @Nullable Node dest, @Nullable Node patch, Optional<ResourceSchema> inherited)
            throws RenderException {
        Optional<ResourceSchema> schema =
                CommentSchema.of(types, dest)
                        .or(() -> CommentSchema.of(types, patch))
                        .or(() -> inherited)
                        .or(() -> schemaOf(dest, patch));
        Node leading = isMissing(dest) ? patch : dest;
        if (leading == null || isMissing(leading) || leading instanceof MapNode) {
            NodeKinds.requireMap(dest);
            NodeKinds.requireMap(patch);
            return walkMap(dest, patch, schema);
        }
        if (leading instanceof ListNode) {
            NodeKinds.requireList(dest);
            NodeKinds.requireList(patch);
            if (infersLists && schema.isEmpty()) {
                schema = InferredList.of(dest, patch);
            }
            if (schema.isPresent() && schema.get().isAssociative()) {
                return new AssociativeList(this, schema.get()).walk(dest, patch);
            }
            return patch != null ? patch : dest;
        }
        NodeKinds.requireScalar(dest);
        NodeKinds.requireScalar(patch);
        return patch != null ? patch : dest;
    }

    private @Nullable Node walkMap(
            @Nullable Node dest, @Nullable Node patch, Optional<ResourceSchema> schema)
            throws RenderException {
        Node result = chooseMap(dest, patch);
        if (!(result instanceof MapNode map)) {
            return result;
        }
        TreeSet<String> names = new TreeSet<>(map.names());
        if (patch instanceof MapNode changes) {
            names.addAll(changes.names());
        }
        for (String name : names) {
            Node current = field(map, name);
            Node change = field(patch, name);
            Optional<ResourceSchema> type =
                    commentSchema(map, name)
                            .or(() -> commentSchema(patch, name))
                            .or(() -> schema.flatMap(own -> own.field(name)));
            Node merged = walk(current, change, type);
            if (merged == null || merged.isNull() && !keepsNull(current, change)) {
                map.remove(name);
            } else {
                setField(map, name, merged, patch);
            }
        }
        return map;
    }

    /** What to go on with: the resource's own map, the patch's, or nothing. */
    private static @Nullable Node chooseMap(@Nullable Node dest, @Nullable Node patch)
            throws RenderException {
        if (dest == null || isMissing(dest)) {
            if (PatchDirective.ofNew(patch) == PatchDirective.DELETE) {
                return null;
            }
            return keepsNull(dest, patch) ? dest : patch;
        }
        if (patch == null) {
            return dest;
        }
        if (patch.isNull()) {
            return null;
        }
        return switch (PatchDirective.take(patch)) {
            case DELETE -> null;
            case REPLACE -> patch;
            case MERGE -> dest;
        };
    }

    /** A null that is spelled out stays while no patch mentions it; one left blank goes. */
    private static boolean keepsNull(@Nullable Node dest, @Nullable Node patch) {
        return patch == null
                && dest instanceof ScalarNode scalar
                && scalar.isNull()
                && !scalar.value().isEmpty();
    }

    private static void setField(MapNode map, String name, Node value, @Nullable Node patch) {
        ScalarNode key = ScalarNode.untyped(name);
        if (patch instanceof MapNode changes) {
            changes.field(name).ifPresent(field -> key.setStyle(field.key().style()));
        }
        FieldSetter.set(map, key, value);
    }

    /** The type a comment gives a field: beside its value, or beside its key. */
    private Optional<ResourceSchema> commentSchema(@Nullable Node node, String name) {
        if (!(node instanceof MapNode map)) {
            return Optional.empty();
        }
        return map.field(name)
                .flatMap(
                        field ->
                                CommentSchema.of(types, field.value())
                                        .or(() -> CommentSchema.of(types, field.key())));
    }

    private Optional<ResourceSchema> schemaOf(@Nullable Node dest, @Nullable Node patch) {
        return schemaOf(dest).or(() -> schemaOf(patch));
    }

    /** A map that says its kind brings its type along, wherever it stands. */
    private Optional<ResourceSchema> schemaOf(@Nullable Node node) {
        if (!(node instanceof MapNode map)) {
            return Optional.empty();
        }
        Optional<String> apiVersion = map.textAt("apiVersion").filter(text -> !text.isEmpty());
        Optional<String> kind = map.textAt("kind").filter(text -> !text.isEmpty());
        return apiVersion.isPresent() && kind.isPresent()
                ? types.schema(apiVersion.get(), kind.get())
                : Optional.empty();
    }

    static boolean isMissing(@Nullable Node node) {
        return node == null || node.tag().equals(Tag.NULL);
    }

    private static @Nullable Node field(@Nullable Node node, String name) {
        return node instanceof MapNode map ? map.get(name).orElse(null) : null;
    }
}
