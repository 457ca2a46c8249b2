package dev.nordbox.installer.control;

/** How a check or a control ended. Only {@link #PASS} is one. */
public enum Result {
    PASS("pass"),
    FAIL("fail"),
    /** Looked or tried, and could not tell. */
    INCONCLUSIVE("inconclusive"),
    /** A person must tell. */
    MANUAL("manual"),
    /** Nothing looks at it yet. */
    NOT_IMPLEMENTED("not implemented"),
    NOT_APPLICABLE("not applicable");

    private final String word;

    Result(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
