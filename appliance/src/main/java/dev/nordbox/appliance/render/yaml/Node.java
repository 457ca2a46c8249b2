package dev.nordbox.appliance.render.yaml;

import java.util.Optional;

/**
 * One value of a YAML document. Nodes are mutable and belong to one tree; whoever puts a node into
 * a second place puts a {@link #copy}, except for a scalar that is meant to change in both.
 * Anchors, aliases and merge keys are gone: the parser expands them within its budget.
 *
 * <p>Not thread-safe: a tree is used by one thread at a time.
 */
public abstract sealed class Node permits MapNode, ListNode, ScalarNode {
    private String tag;
    private boolean tagged;
    private Style style = Style.DEFAULT;
    private Comments comments = Comments.NONE;
    private int line;

    Node(String tag) {
        this.tag = tag;
    }

    /**
     * The resolved tag, in its short form: {@code !!int}, see {@link Tag}; {@code ""} for a scalar
     * made in memory whose text decides when it is written.
     */
    public final String tag() {
        return tag;
    }

    public final void setTag(String tag) {
        this.tag = tag;
    }

    /** Whether the document spells the tag out. */
    public final boolean isTagged() {
        return tagged;
    }

    public final void setTagged(boolean tagged) {
        this.tagged = tagged;
    }

    public final Style style() {
        return style;
    }

    public final void setStyle(Style style) {
        this.style = style;
    }

    public final Comments comments() {
        return comments;
    }

    public final void setComments(Comments comments) {
        this.comments = comments;
    }

    /** The line in the text the node was read from, counted from 1; 0 for a node made in memory. */
    public final int line() {
        return line;
    }

    public final void setLine(int line) {
        this.line = line;
    }

    /** A deep copy that shares nothing with this node. */
    public abstract Node copy();

    /** Whether this is the null scalar, spelled {@code null}, {@code ~} or not at all. */
    public final boolean isNull() {
        return tag.equals(Tag.NULL);
    }

    public final boolean isMap() {
        return this instanceof MapNode;
    }

    public final boolean isList() {
        return this instanceof ListNode;
    }

    public final boolean isScalar() {
        return this instanceof ScalarNode;
    }

    public final Optional<MapNode> asMap() {
        return this instanceof MapNode map ? Optional.of(map) : Optional.empty();
    }

    public final Optional<ListNode> asList() {
        return this instanceof ListNode list ? Optional.of(list) : Optional.empty();
    }

    public final Optional<ScalarNode> asScalar() {
        return this instanceof ScalarNode scalar ? Optional.of(scalar) : Optional.empty();
    }

    /** Follows map fields; empty as soon as one is missing or its holder is not a map. */
    public final Optional<Node> at(String... path) {
        Node node = this;
        for (String name : path) {
            if (!(node instanceof MapNode map)) {
                return Optional.empty();
            }
            Optional<Node> next = map.get(name);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            node = next.get();
        }
        return Optional.of(node);
    }

    /** The text of the scalar at a path of map fields; empty for null, missing and non-scalars. */
    public final Optional<String> textAt(String... path) {
        return at(path).filter(node -> !node.isNull())
                .flatMap(Node::asScalar)
                .map(ScalarNode::value);
    }

    /** Copies tag, style, comments and line; the content is the subclass's business. */
    final <N extends Node> N dress(N copy) {
        Node target = copy;
        target.tag = tag;
        target.tagged = tagged;
        target.style = style;
        target.comments = comments;
        target.line = line;
        return copy;
    }
}
