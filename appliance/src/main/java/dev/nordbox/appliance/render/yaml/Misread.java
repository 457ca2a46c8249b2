package dev.nordbox.appliance.render.yaml;

import java.util.function.Function;

/** A conversion ends at a node; what to say about it takes a look at the whole tree. */
final class Misread extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Function<Node, YamlException> message;

    Misread(Function<Node, YamlException> message) {
        super(null, null, false, false);
        this.message = message;
    }

    YamlException in(Node root) {
        return message.apply(root);
    }
}
