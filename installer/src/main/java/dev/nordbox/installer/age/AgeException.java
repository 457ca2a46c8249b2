package dev.nordbox.installer.age;

import java.io.IOException;

/** An age file, a recipient or an identity that cannot be used. The message holds no secret. */
public final class AgeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, for a caller who has something to say about it. */
    public enum Reason {
        /** It is no age file, or one of another version. */
        NOT_AGE,
        /** It is one as text, where only a binary one can be read. */
        ARMOURED,
        /** It is encrypted to somebody else. */
        NO_KEY,
        /** It ends too early. */
        TRUNCATED,
        /** Bytes of it were changed. */
        TAMPERED,
        /** A text is no recipient or no identity that we know. */
        UNKNOWN_KEY
    }

    private final Reason reason;

    AgeException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static AgeException tampered(String what) {
        return new AgeException(Reason.TAMPERED, what);
    }

    static AgeException notAge(String what) {
        return new AgeException(Reason.NOT_AGE, what);
    }

    static AgeException truncated(String what) {
        return new AgeException(Reason.TRUNCATED, what);
    }

    static AgeException unknownKey(String what) {
        return new AgeException(Reason.UNKNOWN_KEY, what);
    }
}
