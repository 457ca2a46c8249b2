package dev.nordbox.appliance.git;

import java.io.IOException;

/** The repository names content that it does not hold, and that is not fetched from elsewhere. */
public final class ContentElsewhere extends IOException {
    private static final long serialVersionUID = 1L;

    private ContentElsewhere(String message) {
        super(message);
    }

    static ContentElsewhere submodule(String path) {
        return new ContentElsewhere(
                "'"
                        + path
                        + "' is a Git submodule, which is not followed; copy the files into the"
                        + " repository, or give the other repository an Application of its own");
    }

    static ContentElsewhere lfsPointer(String path) {
        return new ContentElsewhere(
                "'"
                        + path
                        + "' is a Git LFS pointer, which is not followed; store the file in Git"
                        + " itself (git lfs migrate export)");
    }
}
