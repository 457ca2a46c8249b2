package dev.nordbox.appliance.argo;

import java.util.Map;

/** From an Application's JSON to its values. */
public final class ApplicationReader {

    private ApplicationReader() {}

    /**
     * Never throws, whatever somebody has written: each field that cannot be honoured is a problem
     * of the reading, and all are found at once.
     *
     * @param content the whole object, live or rendered
     */
    public static Reading read(Map<String, Object> content) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
