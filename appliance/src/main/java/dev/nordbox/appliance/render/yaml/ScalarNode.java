package dev.nordbox.appliance.render.yaml;

/**
 * A scalar: its text as the document means it (unquoted, unescaped), and the tag it resolves to.
 */
public final class ScalarNode extends Node {
    private String value;

    private ScalarNode(String tag, String value) {
        super(tag);
        this.value = value;
    }

    public static ScalarNode of(String tag, String value) {
        return new ScalarNode(tag, value);
    }

    public static ScalarNode string(String value) {
        return new ScalarNode(Tag.STRING, value);
    }

    public static ScalarNode integer(long value) {
        return new ScalarNode(Tag.INT, Long.toString(value));
    }

    public static ScalarNode bool(boolean value) {
        return new ScalarNode(Tag.BOOL, Boolean.toString(value));
    }

    public static ScalarNode nothing() {
        return new ScalarNode(Tag.NULL, "null");
    }

    /**
     * A scalar whose type is found out when it is written: as long as it is not quoted, {@code
     * 8080} is an int. Its tag is {@code ""}.
     */
    public static ScalarNode untyped(String value) {
        return new ScalarNode("", value);
    }

    /** Whether this is text: tagged as such, or without a type of its own yet. */
    public boolean isString() {
        return tag().equals(Tag.STRING) || tag().isEmpty();
    }

    public String value() {
        return value;
    }

    /** Changes the text and nothing else: an int stays tagged as an int. */
    public void setValue(String value) {
        this.value = value;
    }

    /** Becomes equal to another scalar, everywhere this one is held. */
    void become(ScalarNode other) {
        value = other.value;
        other.dress(this);
    }

    @Override
    public ScalarNode copy() {
        return dress(new ScalarNode(tag(), value));
    }

    @Override
    public String toString() {
        return tag() + " " + value;
    }
}
