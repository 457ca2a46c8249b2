package dev.nordbox.appliance.git;

/**
 * One commit, and what named it.
 *
 * @param commit its full object id, in lower-case hex
 * @param ref the full name of the branch or tag that {@code targetRevision} came down to, or the
 *     commit itself when it was pinned
 */
public record Revision(String commit, String ref) {

    @Override
    public String toString() {
        return ref.equals(commit) ? commit : commit + " (" + ref + ")";
    }
}
