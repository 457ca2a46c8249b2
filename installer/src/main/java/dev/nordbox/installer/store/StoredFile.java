package dev.nordbox.installer.store;

import java.util.Optional;

/**
 * @param size in bytes
 */
public record StoredFile(String name, long size) {

    /** The rest of its name; empty when that does not end so. */
    public Optional<String> nameWithout(String ending) {
        return name.endsWith(ending)
                ? Optional.of(name.substring(0, name.length() - ending.length()))
                : Optional.empty();
    }
}
