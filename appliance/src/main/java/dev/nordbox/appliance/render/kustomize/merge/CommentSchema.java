package dev.nordbox.appliance.render.kustomize.merge;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi;
import dev.nordbox.appliance.render.kustomize.openapi.ResourceSchema;
import dev.nordbox.appliance.render.yaml.Comments;
import dev.nordbox.appliance.render.yaml.JsonReader;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.PlainValues;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A type in a comment: {@code # {"type":"array","x-kubernetes-patch-merge-key":"name"}}. */
final class CommentSchema {
    private CommentSchema() {}

    /** Comments that are no JSON object say nothing about types. */
    static Optional<ResourceSchema> of(OpenApi types, @Nullable Node node) {
        if (node == null || node.comments().equals(Comments.NONE)) {
            return Optional.empty();
        }
        Comments comments = node.comments();
        String comment = comments.line().isEmpty() ? comments.head() : comments.line();
        String text = comment.replaceFirst("^#+", "").strip();
        if (!text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return PlainValues.toNode(JsonReader.read(text)) instanceof MapNode type
                            && !type.isEmpty()
                    ? Optional.of(types.schema(type))
                    : Optional.empty();
        } catch (RenderException e) {
            return Optional.empty();
        }
    }
}
