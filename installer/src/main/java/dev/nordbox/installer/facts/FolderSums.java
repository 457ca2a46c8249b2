package dev.nordbox.installer.facts;

import java.util.Map;

/**
 * Sums over the YAML and {@code .conf} files right below directories, by their paths; one without
 * any has none.
 */
public final class FolderSums {
    public static final FactSection<Map<String, String>> SECTION =
            new FactSection<>(
                    "folders", lines -> lines.named("folder", 2, line -> line.at(1)), "folder");

    private FolderSums() {}
}
