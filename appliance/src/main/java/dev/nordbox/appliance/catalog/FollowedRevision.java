package dev.nordbox.appliance.catalog;

/**
 * A revision of a repository that is followed, and where it stands.
 *
 * @param url as it was given to the controller, or is written in an Application
 * @param targetRevision as it was given: {@code HEAD}, a branch, a tag
 * @param ref full name of the branch or tag it came down to
 * @param commit its full object id
 */
public record FollowedRevision(String url, String targetRevision, String ref, String commit) {

    private static final int SHORTEST_COMMIT = 7;

    /**
     * Whether an Application's targetRevision means what we follow; {@code HEAD} does, so that what
     * a commit of the root defines is read from that very commit.
     */
    public boolean is(String revision) {
        return revision.isEmpty()
                || revision.equals("HEAD")
                || revision.equals(targetRevision)
                || revision.equals(ref)
                || ref.equals("refs/heads/" + revision)
                || ref.equals("refs/tags/" + revision)
                || isBeginningOf(commit, revision);
    }

    /** Whether a revision is a commit's id, or enough of its beginning. */
    public static boolean isBeginningOf(String commit, String revision) {
        return revision.length() >= SHORTEST_COMMIT && commit.startsWith(revision);
    }

    /** Whether an Application's repoURL means the repository we follow. */
    public boolean isAt(String repoUrl) {
        return RepositoryAddress.of(repoUrl).equals(RepositoryAddress.of(url));
    }
}
