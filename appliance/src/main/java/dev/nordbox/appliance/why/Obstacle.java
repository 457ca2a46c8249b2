package dev.nordbox.appliance.why;

/**
 * What is in an application's way.
 *
 * @param what in the words of who found it
 * @param where file and line, or the object; {@code ""} when it is nowhere in particular
 * @param fix what to do now
 */
public record Obstacle(String what, Owner owner, String where, String fix) {

    /** Who can do something about it. */
    public enum Owner {
        /** A commit mends it. */
        GIT("yours, in Git"),
        /** The API server, a node, a workload. */
        CLUSTER("the cluster's"),
        /** It is known what would be done, and somebody has to agree. */
        PERSON("a person's to decide"),
        /** Waiting mends it, or a mended nordbox. */
        NORDBOX("nordbox's");

        private final String words;

        Owner(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** All of it in one sentence. */
    public String sentence() {
        String place = where.isEmpty() || what.contains(where) ? "" : " (" + where + ")";
        return what + place + "; this is " + owner + ": " + fix;
    }
}
