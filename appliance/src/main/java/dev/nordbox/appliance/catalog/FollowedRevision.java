package dev.nordbox.appliance.catalog;

/**
 * The repository the controller follows, and where it stands. Applications may name this one and no
 * other.
 *
 * @param url as it was given to the controller
 * @param targetRevision as it was given: {@code HEAD}, a branch, a tag
 * @param ref full name of the branch or tag it came down to
 * @param commit its full object id
 */
public record FollowedRevision(String url, String targetRevision, String ref, String commit) {

    private static final int SHORTEST_COMMIT = 7;

    /** Whether an Application's targetRevision means what we follow. */
    public boolean is(String revision) {
        return revision.isEmpty()
                || revision.equals("HEAD")
                || revision.equals(targetRevision)
                || revision.equals(ref)
                || ref.equals("refs/heads/" + revision)
                || ref.equals("refs/tags/" + revision)
                || revision.length() >= SHORTEST_COMMIT && commit.startsWith(revision);
    }

    /** Whether an Application's repoURL means the repository we follow. */
    public boolean isAt(String repoUrl) {
        return RepositoryAddress.of(repoUrl).equals(RepositoryAddress.of(url));
    }
}
