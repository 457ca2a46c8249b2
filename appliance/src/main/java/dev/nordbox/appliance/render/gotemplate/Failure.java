package dev.nordbox.appliance.render.gotemplate;

/**
 * What went wrong while reading or executing a template, in Go's words and as bytes of Go. Never
 * leaves this package: {@link GoTemplate} makes it a {@link TemplateException}.
 */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String text;
    private final String safe;

    private Failure(String text, String safe) {
        super(null, null, false, false);
        this.text = text;
        this.safe = safe;
    }

    /** Words that hold nothing of the data: the template's own text, types, positions. */
    static Failure plain(String text) {
        return new Failure(text, text);
    }

    /** Words that hold values of the data; {@code safe} tells the same without them. */
    static Failure revealing(String text, String safe) {
        return new Failure(text, safe);
    }

    /** A Go panic on nil, as {@code recover} finds it. */
    static Failure nilPointer() {
        return plain("runtime error: invalid memory address or nil pointer dereference");
    }

    Failure prefixed(String prefix) {
        return new Failure(prefix + text, prefix + safe);
    }

    String text() {
        return text;
    }

    String safe() {
        return safe;
    }
}
