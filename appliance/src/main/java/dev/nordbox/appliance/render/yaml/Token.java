package dev.nordbox.appliance.render.yaml;

/**
 * A piece of a YAML text.
 *
 * @param value text of a scalar, name of an anchor or alias, handle of a tag
 * @param suffix what follows the handle of a tag, or the prefix a directive gives it
 * @param style of a scalar
 */
record Token(Type type, Mark start, Mark end, String value, String suffix, Style style) {

    enum Type {
        STREAM_START,
        STREAM_END,
        VERSION_DIRECTIVE,
        TAG_DIRECTIVE,
        DOCUMENT_START,
        DOCUMENT_END,
        BLOCK_SEQUENCE_START,
        BLOCK_MAPPING_START,
        BLOCK_END,
        FLOW_SEQUENCE_START,
        FLOW_SEQUENCE_END,
        FLOW_MAPPING_START,
        FLOW_MAPPING_END,
        BLOCK_ENTRY,
        FLOW_ENTRY,
        KEY,
        VALUE,
        ALIAS,
        ANCHOR,
        TAG,
        SCALAR
    }

    static Token of(Type type, Mark start, Mark end) {
        return new Token(type, start, end, "", "", Style.DEFAULT);
    }

    static Token text(Type type, Mark start, Mark end, String value, String suffix) {
        return new Token(type, start, end, value, suffix, Style.DEFAULT);
    }

    static Token scalar(Mark start, Mark end, String value, Style style) {
        return new Token(Type.SCALAR, start, end, value, "", style);
    }
}
