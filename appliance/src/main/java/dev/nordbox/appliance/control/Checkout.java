package dev.nordbox.appliance.control;

import dev.nordbox.appliance.catalog.FollowedRevision;
import dev.nordbox.appliance.tree.FileTree;

/** One revision of a repository, with its files. */
public record Checkout(FollowedRevision followed, FileTree tree) {

    public String commit() {
        return followed.commit();
    }
}
