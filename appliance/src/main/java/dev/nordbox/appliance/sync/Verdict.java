package dev.nordbox.appliance.sync;

/**
 * How a wanted object and the live one compare.
 *
 * @param message the server's words, with what to do; {@code ""} when there are none
 */
public record Verdict(Kind kind, String message) {

    public enum Kind {
        /** The server would change nothing. */
        EQUAL,
        DIFFERENT,
        /** There is no such object. */
        MISSING,
        /** Manifest or object have changed since it was last asked. */
        UNKNOWN,
        /** The server says no, whatever else of the set is stored first. */
        REFUSED,
        /** The same, because of fields that nobody may change; a new object may have them so. */
        UNCHANGEABLE,
        /** The server says no, and may say yes once the rest of the set is stored. */
        REFUSED_FOR_NOW,
        /** Objects of its kind cannot be read: nobody knows what there is. */
        UNREADABLE
    }

    public static final Verdict EQUAL = new Verdict(Kind.EQUAL, "");
    public static final Verdict DIFFERENT = new Verdict(Kind.DIFFERENT, "");
    public static final Verdict MISSING = new Verdict(Kind.MISSING, "");
    public static final Verdict UNKNOWN = new Verdict(Kind.UNKNOWN, "");

    public boolean refused() {
        return isFinal() || kind == Kind.REFUSED_FOR_NOW || kind == Kind.UNREADABLE;
    }

    /** Only another manifest ends it, or another object. */
    public boolean isFinal() {
        return kind == Kind.REFUSED || kind == Kind.UNCHANGEABLE;
    }
}
