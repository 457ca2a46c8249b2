package dev.nordbox.appliance.render.yaml;

/** How a node was written. {@code FLOW} is for maps and lists, the quoting styles for scalars. */
public enum Style {
    DEFAULT,
    FLOW,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    LITERAL,
    FOLDED
}
