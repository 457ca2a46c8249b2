package dev.nordbox.appliance.argo;

/**
 * Which files of a directory are manifests.
 *
 * @param recurse subdirectories, too
 * @param include glob on the path below the directory; {@code ""} for every file
 * @param exclude glob that goes before {@code include}; {@code ""} for none
 * @param disableExtensionFilter the globs alone decide, not the ending of the name
 * @param jsonnet options for Jsonnet are set; a reading with them is refused
 */
public record DirectoryOptions(
        boolean recurse,
        String include,
        String exclude,
        boolean disableExtensionFilter,
        boolean jsonnet) {

    /** Every manifest of the directory itself. */
    public static final DirectoryOptions NONE = new DirectoryOptions(false, "", "", false, false);
}
