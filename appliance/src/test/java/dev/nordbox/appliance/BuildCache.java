package dev.nordbox.appliance;

import java.nio.file.Path;
import java.util.Map;

/** Where the scripts in {@code ci} put what they build and fetch, as the installer finds it. */
public final class BuildCache {
    private BuildCache() {}

    /**
     * @param path below it: {@code k3s}
     */
    public static Path resolve(String path) {
        return in(System.getenv()).resolve(path);
    }

    /** The JVM reads the user database; a shell reads HOME. */
    static Path in(Map<String, String> environment) {
        String given = environment.getOrDefault("XDG_CACHE_HOME", "");
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        Path base = given.isBlank() ? Path.of(home, ".cache") : Path.of(given);
        return base.resolve("nordbox");
    }
}
