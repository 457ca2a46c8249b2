package dev.nordbox.appliance.tree;

import java.io.IOException;

/** A path, or a link on the way, leads out of the tree. Nothing was read. */
public final class PathLeavesRoot extends IOException {
    private static final long serialVersionUID = 1L;

    public PathLeavesRoot(String path, String why) {
        super("'" + path + "' leaves the root of the tree: " + why);
    }
}
