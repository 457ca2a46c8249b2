package dev.nordbox.installer.baseline;

/**
 * One object of the baseline, ready for server-side apply.
 *
 * @param kind {@code NetworkPolicy}
 * @param namespace {@code ""} for a Namespace
 * @param yaml one document, without {@code ---}
 */
public record BaselineObject(String kind, String namespace, String name, String yaml) {

    /** Carried by every object of the baseline, so that what is no longer wanted can be found. */
    public static final String LABEL = "nordbox.no/part-of=baseline";

    /** For people: {@code NetworkPolicy web/np-00-default-deny}. */
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
