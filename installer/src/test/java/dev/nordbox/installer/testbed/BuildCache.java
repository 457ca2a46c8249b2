package dev.nordbox.installer.testbed;

import dev.nordbox.installer.output.Surroundings;
import java.nio.file.Path;

/** Where the scripts in {@code ci} put what they build and fetch: the product's own rule. */
public final class BuildCache {
    private BuildCache() {}

    /**
     * @param path below it: {@code age}
     */
    public static Path resolve(String path) {
        return Surroundings.ofProcess().cache().resolve(path);
    }
}
