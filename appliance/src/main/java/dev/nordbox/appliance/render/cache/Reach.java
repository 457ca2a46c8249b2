package dev.nordbox.appliance.render.cache;

import dev.nordbox.appliance.tree.FileTree;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The directories in which all lies that a render has asked for, and what each is to Git. Where
 * they are the same, everything below them is, whether or not anybody noted that it was read.
 *
 * @param directories by path, none of them inside of another one
 */
record Reach(Map<String, String> directories) {

    Reach {
        directories = Map.copyOf(directories);
    }

    boolean sameIn(FileTree tree) {
        try {
            for (Map.Entry<String, String> directory : directories.entrySet()) {
                Optional<String> identity = tree.identity(directory.getKey());
                if (!identity.equals(Optional.of(directory.getValue()))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false; // the render will meet the same trouble, and say it
        }
    }
}
